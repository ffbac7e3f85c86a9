// `why` as lines for a terminal: per cause what moved, because of which fact, by which rule, workflow or person, and what they saw.

import type { Because } from './because.js';
import { causeOf } from './cause-of.js';
import { detailLines } from './detail-lines.js';
import { plainText, plainTime, plainValue } from './plain-text.js';
import { traceLine } from './trace-lines.js';
import type { WayPoint, WhyQuestion } from './why-tree.js';

/**
 * The newest first; changes of one cause together.
 * @param title of what was asked about: changes of another subject say whose they are
 * @param questions in the order in which they took effect
 */
export function whyLines(title: string, about: { readonly id: string }, questions: readonly WhyQuestion[]): readonly string[] {
  const lines = byCause(questions)
    .toReversed()
    .flatMap((group) => [...groupLines(group, about.id), '']);
  return [plainText(title), '', ...(lines.length === 0 ? ['nothing has changed it so far'] : lines.slice(0, -1))];
}

function byCause(questions: readonly WhyQuestion[]): readonly (readonly WhyQuestion[])[] {
  const groups: WhyQuestion[][] = [];
  const latest = new Map<string, WhyQuestion[]>();
  for (const question of questions) {
    const cause = causeOf(question);
    const group = latest.get(cause);
    // A step that sets one field twice has been visited twice.
    if (group !== undefined && !group.some(({ field }) => field === question.field)) group.push(question);
    else {
      const begun = [question];
      latest.set(cause, begun);
      groups.push(begun);
    }
  }
  return groups;
}

function groupLines(group: readonly WhyQuestion[], aboutId: string): readonly string[] {
  const [first] = group;
  const { subject, at, arrivedAt } = first!;
  const whose = subject.id === aboutId ? '' : `${subject.kind} ${subject.id}: `;
  const moves = group.map(moveOf).filter((move) => move !== '');
  const details = group.flatMap(({ because }) => detailLines(because.details ?? {}, because.rule?.place.file));
  return [
    `${plainTime(at)}  ${whose}${moves.length === 0 ? 'nothing' : moves.join(' · ')}${arrivedAt === null ? '' : '  (came late)'}`,
    ...becauseLines(first!).map((line) => `  ${line}`),
    ...[...new Set(details)].map((line) => `  ${line}`),
  ];
}

/** What could not be set has not moved: its reason is told below. */
function moveOf({ field, from, to, because }: WhyQuestion): string {
  const name = plainText(field);
  if (because.details?.['not_set'] !== undefined && JSON.stringify(from) === JSON.stringify(to)) return '';
  return `${name} ${plainValue(from, field)} → ${plainValue(to, field)}`;
}

/** Fact, author, conditions, and the decisions of the run before it. */
export function becauseLines({
  at,
  because,
  arrivedAt,
  run,
}: Pick<WhyQuestion, 'at' | 'because' | 'arrivedAt' | 'run'>): readonly string[] {
  const { traces = [] } = because;
  const way = (run?.way ?? []).filter(({ traces: asked, note }) => asked.length > 0 || note !== null);
  // The last decision is the one that did it: its conditions are those of the change.
  const before = because.run === undefined ? way : way.filter((point) => point !== run?.way.at(-1));
  const own = traces.length > 0 ? traces : (run?.way.at(-1)?.traces ?? []);
  return [
    ...factLines(because, at, arrivedAt),
    ...before.flatMap(wayLines),
    ...authorLines(because, run?.version),
    ...own.map((trace) => `  ${traceLine(trace)}`),
  ];
}

/** Its own time only where that is not the change's. */
function factLines({ event }: Because, at: number, arrivedAt: number | null): readonly string[] {
  if (event === undefined) return [];
  const happened = plainTime(event.at) === plainTime(at) ? '' : `, ${plainTime(event.at)}`;
  const arrived = arrivedAt === null ? '' : `; it arrived ${plainTime(arrivedAt)}`;
  return [`because ${plainText(event.name)} (${plainText(event.source)}${happened}, event ${event.id}${arrived})`];
}

function authorLines({ by, name, rule, run, event }: Because, workflowVersion: string | undefined): readonly string[] {
  const place = rule === undefined ? '' : `${rule.place.file}:${rule.place.line}`;
  const version = rule?.version ?? workflowVersion;
  const where = [place, version === undefined ? '' : `version ${version.slice(0, 7)}`].filter((part) => part !== '').join(', ');
  const inRun = run === undefined ? '' : `, step ${plainText(run.step)} of run ${run.id}`;
  switch (by) {
    case 'rule':
      return [
        place === ''
          ? `by the rule ${plainText(name)}`
          : `by the rule ${place}${version === undefined ? '' : ` (version ${version.slice(0, 7)})`}`,
      ];
    case 'workflow':
      return [`by the workflow ${plainText(name)}${inRun}${where === '' ? '' : ` (${where})`}`];
    case 'rep':
      return [`by ${plainText(name)}, by hand`];
    case 'api':
      return [`by the API key "${plainText(name)}"`];
    case 'system':
      // A fact that says a value itself: there is nobody else to name.
      return name === event?.name ? [] : [`by Millrace itself: ${plainText(name)}`];
  }
}

function wayLines({ step, went, note, traces }: WayPoint): readonly string[] {
  const way = `after ${plainText(step)} → ${plainText(note === null ? went : `${went} (${note})`)}`;
  const [only, ...others] = traces.map(traceLine);
  if (only === undefined) return [way];
  return others.length === 0 ? [`${way}: ${only}`] : [way, ...[only, ...others].map((line) => `  ${line}`)];
}
