// A backtest's findings as one page that needs nothing else: charts are inline SVG, there is no script, and whatever came from
// outside is escaped.

import { plainTime } from '#libs/audit/plain-text.js';
import type { BacktestReport, Difference, Pair } from './report.js';
import { headings } from './tell-report.js';

const colours = ['#8a94a6', '#1f6feb'] as const;

export function reportPage(report: BacktestReport): string {
  const { from, to, events, workflow, differences, scores, uncompared } = report;
  const weekly = (kind: string, title: string): string => {
    const bars = report.weeks.map(({ week, counts }) => ({
      name: week.slice(5),
      pair: counts.find((one) => one.kind === kind)?.count ?? zero,
    }));
    return bars.every(({ pair }) => pair[0] + pair[1] === 0) ? '' : barChart(title, bars);
  };
  const sections = [
    `<p class="legend"><i style="background:${colours[0]}"></i> today <i style="background:${colours[1]}"></i> changed</p>`,
    table(
      'Totals',
      ['', 'today', 'changed', ''],
      report.totals.map(({ kind, count }) => [kind, ...numbers(count), difference(count)]),
    ),
    '<h2>Differences</h2>',
    differences.length === 0 && scores.different === 0 ? '<p>None: the changed workspace would have done what today’s does.</p>' : '',
    ...differences.map(differenceOf),
    uncompared > 0 ? `<p>And ${number(uncompared)} more that were not looked at one by one.</p>` : '',
    scores.different === 0
      ? ''
      : table(
          `${number(scores.different)} scores would stand elsewhere`,
          ['', 'today', 'changed'],
          scores.examples.map(({ who, today, changed }) => [who, String(today ?? '–'), String(changed ?? '–')]),
        ),
    '<h2>By week</h2>',
    weekly('enrolled', 'Enrolled'),
    weekly('mailed', 'Mailed'),
    weekly('routed', 'Leads routed'),
    weekly('moved', 'Deals moved'),
    '<h2>By workflow</h2>',
    table(
      '',
      ['workflow', 'enrolled today', 'changed', 'mailed today', 'changed'],
      report.workflows.map((row) => [row.workflow, ...numbers(row.enrolled), ...numbers(row.mailed)]),
    ),
    barChart(
      'Accounts by tier at the end',
      report.tiers.map(({ tier, accounts }) => ({ name: tier, pair: accounts })),
    ),
    '<h2>Load</h2>',
    barChart(
      'Most open deals at once; the line is the capacity',
      report.reps.map(({ rep, peak, capacity }) => ({ name: rep, pair: peak, limit: capacity })),
    ),
    table(
      '',
      ['rep', 'routed today', 'changed', 'open at the end', 'changed', 'most at once', 'changed', 'capacity'],
      report.reps.map(({ rep, routed, open, peak, capacity }) => [
        rep,
        ...numbers(routed),
        ...numbers(open),
        ...numbers(peak),
        String(capacity ?? '–'),
      ]),
    ),
  ];
  const title = `Backtest ${plainTime(from)} – ${plainTime(to)}`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escape(title)}</title><style>${style}</style></head><body>
<h1>${escape(title)}</h1>
<p>${number(events)} events replayed${workflow === null ? '' : ` · only the workflow ${escape(workflow)}`} · workspace ${escape(report.today.slice(0, 7))} against ${escape(report.changed.slice(0, 7))}. Nothing was sent.</p>
${sections.filter((section) => section !== '').join('\n')}
</body></html>
`;
}

const zero: Pair = [0, 0];

const style = `:root{color-scheme:light dark;--ink:#1b1f24;--page:#fff;--line:#e4e7ec;--dim:#57606a;--more:#1a7f37;--fewer:#b3261e}
@media (prefers-color-scheme:dark){:root{--ink:#e6e9ee;--page:#14171c;--line:#2f353e;--dim:#a3abb6;--more:#57c475;--fewer:#ff8a80}}
body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:var(--ink);background:var(--page)}
h1{font-size:1.5rem}h2{margin-top:2.5rem;font-size:1.15rem}table{border-collapse:collapse;margin:1rem 0}caption{text-align:left;font-weight:600}.wide{overflow-x:auto}
td,th{padding:.25rem .75rem .25rem 0;text-align:right;border-bottom:1px solid var(--line);font-variant-numeric:tabular-nums}td:first-child,th:first-child{text-align:left}
details{border-left:3px solid var(--line);padding-left:.75rem;margin:.5rem 0}summary{cursor:pointer}.more summary b{color:var(--more)}.fewer summary b{color:var(--fewer)}
dt{font-weight:600;margin-top:.5rem;overflow-wrap:anywhere}dd{margin:0 0 0 1rem;white-space:pre-wrap;overflow-wrap:anywhere}.legend i{display:inline-block;width:.8em;height:.8em}
svg{display:block;margin:1rem 0}text{font:12px system-ui,sans-serif;fill:var(--dim)}line{stroke:var(--fewer)}`;

function differenceOf({ kind, what, isMore, count, examples }: Difference): string {
  const told = examples
    .map(({ who, at, why, otherwise }) => {
      const lines = otherwise === null ? why : [...why, `${isMore ? 'today' : 'changed'}: ${otherwise}`];
      return `<dt>${escape(who)} · ${escape(plainTime(at))}</dt>${lines.map((line) => `<dd>${escape(line)}</dd>`).join('')}`;
    })
    .join('');
  const more = count > examples.length ? `<p>and ${number(count - examples.length)} more</p>` : '';
  return `<details class="${isMore ? 'more' : 'fewer'}"><summary><b>${isMore ? '+' : '−'}${number(count)}</b> ${headings[kind]} ${escape(what)}</summary><dl>${told}</dl>${more}</details>`;
}

function table(caption: string, head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const row = (cells: readonly string[], tag: 'td' | 'th') =>
    `<tr>${cells.map((cell) => `<${tag}>${escape(cell)}</${tag}>`).join('')}</tr>`;
  return `<div class="wide"><table>${caption === '' ? '' : `<caption>${escape(caption)}</caption>`}${row(head, 'th')}${rows.map((cells) => row(cells, 'td')).join('')}</table></div>`;
}

interface Bar {
  readonly name: string;
  readonly pair: Pair;
  readonly limit?: number | null;
}

function barChart(title: string, bars: readonly Bar[]): string {
  if (bars.length === 0) return '';
  const height = 140;
  const slot = Math.max(28, Math.min(90, Math.floor(860 / bars.length)));
  const most = Math.max(1, ...bars.flatMap(({ pair, limit }) => [...pair, limit ?? 0]));
  const up = (value: number) => (value / most) * height;
  const drawn = bars.map(({ name, pair, limit }, place) => {
    const x = place * slot;
    const width = (slot - 8) / 2;
    const rects = pair.map((value, side) => {
      const [left, top] = [x + side * width, 20 + height - up(value)];
      return `<rect x="${round(left)}" y="${round(top)}" width="${round(width - 1)}" height="${round(up(value))}" fill="${colours[side]!}"><title>${escape(name)}: ${number(value)}</title></rect>`;
    });
    const line =
      limit == null
        ? ''
        : `<line x1="${x}" x2="${x + slot - 8}" y1="${round(20 + height - up(limit))}" y2="${round(20 + height - up(limit))}" stroke-width="2"/>`;
    return `${rects.join('')}${line}<text x="${x}" y="${height + 36}">${escape(name.length > slot / 7 ? `${name.slice(0, Math.max(3, Math.floor(slot / 7) - 1))}…` : name)}</text>`;
  });
  return `<div class="wide"><svg role="img" aria-label="${escape(title)}" viewBox="0 0 ${Math.max(300, bars.length * slot)} ${height + 44}" width="${Math.max(300, bars.length * slot)}"><text x="0" y="12">${escape(`${title} (most: ${number(most)})`)}</text>${drawn.join('')}</svg></div>`;
}

function numbers([today, changed]: Pair): [string, string] {
  return [number(today), number(changed)];
}

function difference([today, changed]: Pair): string {
  const by = changed - today;
  return by === 0 ? '' : `${by > 0 ? '+' : '−'}${number(Math.abs(by))}`;
}

function number(value: number): string {
  return value.toLocaleString('en-US');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Names and values come from outside. */
function escape(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.codePointAt(0)!};`);
}
