// Text for a terminal: colours only where they are wanted, amounts and tables as people read them. Pure: the caller writes it.

export interface Paint {
  bold(text: string): string;
  dim(text: string): string;
  green(text: string): string;
  red(text: string): string;
  cyan(text: string): string;
}

const wrap = (on: boolean, code: number) => (text: string) => (on ? `\u001b[${code}m${text}\u001b[0m` : text);

export function paint(coloured: boolean): Paint {
  return { bold: wrap(coloured, 1), dim: wrap(coloured, 2), green: wrap(coloured, 32), red: wrap(coloured, 31), cyan: wrap(coloured, 36) };
}

export interface Money {
  readonly amount: number;
  readonly currency: string;
}

/** Minor units as people write the currency: `$54,000.00`, `¥5,000`. */
export function formatMoney(money: Money | null): string {
  if (money === null) return '–';
  const format = new Intl.NumberFormat('en-US', { style: 'currency', currency: money.currency });
  return format.format(money.amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

/** Rows under a head, columns as wide as their widest cell. */
export function formatTable(head: readonly string[], rows: readonly (readonly string[])[], paints: Paint): string[] {
  const widths = head.map((name, i) => Math.max(name.length, ...rows.map((row) => (row[i] ?? '').length)));
  const line = (cells: readonly string[]) => `  ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('   ')}`.trimEnd();
  return [paints.bold(line(head)), paints.dim(line(widths.map((width) => '─'.repeat(width)))), ...rows.map(line)];
}
