// ISO 8601 with a zone → epoch ms: planned timestamps may arrive as texts. Without a zone it is no instant and stays unknown.

const iso = /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(?:([Zz])|([+-])(\d{2}):?(\d{2}))$/;

export function readInstant(text: string): number | undefined {
  if (text.length > 40) return undefined;
  const parts = iso.exec(text);
  if (parts === null) return undefined;
  const part = (index: number) => Number(parts[index] ?? 0);
  const [year, month, day, hour, minute, second] = [part(1), part(2), part(3), part(4), part(5), part(6)];
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month) || hour > 23 || minute > 59 || second > 60) return undefined;
  const fraction = Math.trunc(Number(`0.${parts[7] ?? '0'}`) * 1000 + 1e-6);
  const offset = (part(10) * 60 + part(11)) * (parts[9] === '-' ? -60_000 : 60_000);
  // Date.UTC takes the years 0 to 99 for 1900 to 1999; setting the year apart from the rest is not worth it for them.
  return year < 100 ? undefined : Date.UTC(year, month - 1, day, hour, minute, second, fraction) - offset;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
