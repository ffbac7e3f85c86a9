// A backtest's findings as lines for a terminal: the differences first, with reasons, then the totals.

import { plainText, plainTime } from '#libs/audit/plain-text.js';
import type { Happened } from './happened.js';
import type { BacktestReport, Difference, Pair } from './report.js';

export const headings: Readonly<Record<Happened['kind'], string>> = {
  enrolled: 'enrolled in',
  mailed: 'mailed',
  notified: 'notices to',
  routed: 'routed to',
  moved: 'moved to',
  tiered: 'put into tier',
};

export function tellReport(report: BacktestReport): string[] {
  const { from, to, events, differences, scores, uncompared, workflow } = report;
  const of = workflow === null ? '' : ` · workflow ${workflow}`;
  const lines = [`${plainTime(from)} – ${plainTime(to)} · ${events.toLocaleString('en-US')} events replayed${of}`, ''];
  if (differences.length === 0 && scores.different === 0)
    lines.push('no difference: the changed workspace would have done what today’s does');
  for (const difference of differences) lines.push(...tellDifference(difference), '');
  if (uncompared > 0) lines.push(`and ${uncompared.toLocaleString('en-US')} more that were not looked at one by one`, '');
  if (scores.different > 0) {
    lines.push(`${scores.different.toLocaleString('en-US')} scores would stand elsewhere`);
    for (const { who, today, changed } of scores.examples) lines.push(`  ${plainText(who)}: ${today ?? 'none'} → ${changed ?? 'none'}`);
    lines.push('');
  }
  lines.push(
    ...table(
      ['', 'today', 'changed'],
      report.totals.map(({ kind, count }) => [kind, ...both(count)]),
    ),
  );
  const workflows = report.workflows.map((row) => [plainText(row.workflow), arrow(row.enrolled), arrow(row.mailed)]);
  if (workflows.length > 0) lines.push('', ...table(['workflow', 'enrolled', 'mailed'], workflows));
  const tiers = report.tiers.map(({ tier, accounts }) => [plainText(tier), arrow(accounts)]);
  if (tiers.length > 0) lines.push('', ...table(['tier', 'accounts at the end'], tiers));
  const reps = report.reps.map(({ rep, routed, open, peak, capacity }) => [
    plainText(rep),
    arrow(routed),
    arrow(open),
    arrow(peak),
    capacity === null ? '–' : `${capacity}${peak[1] > capacity ? ' (over)' : ''}`,
  ]);
  if (reps.length > 0) lines.push('', ...table(['rep', 'routed', 'open deals', 'most at once', 'capacity'], reps));
  const kinds = report.totals.map(({ kind }) => kind);
  const weeks = report.weeks.map(({ week, counts }) => [week, ...counts.map(({ count }) => arrow(count))]);
  if (weeks.length > 0) lines.push('', ...table(['week of', ...kinds], weeks));
  return lines;
}

function tellDifference({ kind, what, isMore, count, examples }: Difference): string[] {
  const times = count.toLocaleString('en-US');
  const lines = [`${isMore ? '+' : '-'} ${times} ${headings[kind]} ${plainText(what)}, ${isMore ? 'not so today' : 'only today'}`];
  for (const { who, at, why, otherwise } of examples) {
    lines.push(`    ${plainText(who)}  ${plainTime(at)}`, ...why.map((line) => `      ${line}`));
    if (otherwise !== null) lines.push(`      ${isMore ? 'today' : 'changed'}: ${plainText(otherwise)}`);
  }
  if (count > examples.length) lines.push(`    and ${(count - examples.length).toLocaleString('en-US')} more`);
  return lines;
}

function both([today, changed]: Pair): [string, string] {
  return [today.toLocaleString('en-US'), changed.toLocaleString('en-US')];
}

/** One number where nothing has changed. */
function arrow(pair: Pair): string {
  const [today, changed] = both(pair);
  return today === changed ? today : `${today} → ${changed}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = head.map((name, column) => Math.max(name.length, ...rows.map((row) => row[column]?.length ?? 0)));
  return [head, ...rows].map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
      .join('  ')
      .trimEnd(),
  );
}
