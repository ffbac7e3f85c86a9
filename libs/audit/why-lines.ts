// `why` as lines for a terminal: per change what moved, because of which fact, by which rule, workflow or person, and what they saw.

import type { Because } from './because.js';
import { detailLines } from './detail-lines.js';
import { plainText, plainTime, plainValue } from './plain-text.js';
import { traceLines } from './trace-lines.js';
import type { WayPoint, WhyQuestion } from './why-tree.js';

/** @param title of what was asked about: changes of another subject say whose they are */
export function whyLines(title: string, about: { readonly id: string }, questions: readonly WhyQuestion[]): readonly string[] {
  const lines = questions.flatMap((question) => [...changeLines(question, about.id), '']);
  return [plainText(title), '', ...(lines.length === 0 ? ['nothing has changed it so far'] : lines.slice(0, -1))];
}

function changeLines(question: WhyQuestion, aboutId: string): readonly string[] {
  const { subject, field, from, to, at, because } = question;
  const whose = subject.id === aboutId ? '' : ` of ${subject.kind} ${subject.id}`;
  return [
    `${plainText(field)}${whose}  ${plainValue(from, field)} → ${plainValue(to, field)}  ${plainTime(at)}`,
    ...becauseLines(question).map((line) => `  ${line}`),
    ...detailLines(because.details ?? {}, because.rule?.place.file).map((line) => `  ${line}`),
  ];
}

/** Fact, author, conditions, and the decisions of the run before it. */
export function becauseLines({ because, arrivedAt, run }: Pick<WhyQuestion, 'because' | 'arrivedAt' | 'run'>): readonly string[] {
  const { event, traces = [] } = because;
  const arrived = arrivedAt === null ? '' : `; it arrived ${plainTime(arrivedAt)}`;
  const fact =
    event === undefined
      ? []
      : [`because ${plainText(event.name)} (${plainText(event.source)}, ${plainTime(event.at)}, event ${event.id}${arrived})`];
  const way = (run?.way ?? []).filter(({ traces: asked, note }) => asked.length > 0 || note !== null);
  // The last decision is the one that did it: its conditions are those of the change.
  const before = because.run === undefined ? way : way.filter((point) => point !== run?.way.at(-1));
  const own = traces.length > 0 ? traces : (run?.way.at(-1)?.traces ?? []);
  return [
    ...fact,
    ...before.flatMap(wayLines),
    ...authorLines(because, run?.version),
    ...own.flatMap(traceLines).map((line) => `  ${line}`),
  ];
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
  const told = note === null ? went : `${went} (${note})`;
  return [`after ${plainText(step)} → ${plainText(told)}`, ...traces.flatMap(traceLines).map((line) => `  ${line}`)];
}
