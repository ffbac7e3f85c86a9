// A plan in lines to read, as `terraform plan` has taught everybody: `+` new, `~` changed, `-` gone.

import { plainTime } from '#libs/audit/plain-text.js';
import type { ThingChange } from '#libs/language/diff-files.js';
import type { Value } from '#libs/language/value.js';

/** As POST /api/plan answers. */
export interface ToldPlan {
  readonly base: string | null;
  readonly isEmpty: boolean;
  readonly changes: readonly ThingChange[];
  readonly runs: readonly {
    readonly workflow: string;
    readonly change: 'changed' | 'gone' | 'unchanged';
    readonly on_publish: 'keep' | 'migrate';
    readonly active: number;
    readonly moves: number;
    readonly stays: readonly { readonly step: string; readonly runs: number; readonly why: string }[];
  }[];
  readonly times: readonly { readonly workflow: string; readonly every: string; readonly nextAt: number }[];
  readonly scores: {
    readonly accounts: number;
    readonly changed: readonly {
      readonly name: string;
      readonly count: number;
      readonly sample: readonly { readonly account: string; readonly from: Value; readonly to: Value }[];
    }[];
  };
  /** What leaves today of what is under way already. */
  readonly waiting: readonly (Counted & { readonly template: string })[];
  readonly enrolments: {
    /** The plan was told to enrol them. */
    readonly isTold: boolean;
    readonly workflows: readonly (Counted & { readonly workflow: string; readonly of: 'person' | 'account' | 'deal' })[];
    readonly emails: readonly (Counted & { readonly template: string })[];
  };
}

interface Counted {
  readonly count: number;
  readonly sample: readonly string[];
}

export function tellPlan(plan: ToldPlan): readonly string[] {
  if (plan.isEmpty) return [`Nothing changes: the server runs this workspace already (version ${plan.base ?? 'none'}).`];
  return [
    ...tellChanges(plan.changes),
    '',
    ...tellRuns(plan),
    ...tellTimes(plan),
    ...tellScores(plan),
    ...tellEnrolments(plan),
    ...tellWaiting(plan),
    tellCount(plan.changes),
  ];
}

export function tellChanges(changes: readonly ThingChange[]): readonly string[] {
  return changes.flatMap(({ sign, kind, name, file, from, lines }) => [
    `${sign} ${kind} ${name}${kind === 'file' ? '' : `  (${file})`}${from === undefined ? '' : `, moved from ${from}`}`,
    // Of what is new or gone the name is enough; of what changed each line.
    ...(sign === '~' ? lines.map((line) => `    ${line.sign} ${String(line.line).padStart(4)}  ${line.text}`) : []),
  ]);
}

function tellRuns({ runs }: ToldPlan): readonly string[] {
  return runs
    .filter(({ active }) => active > 0)
    .flatMap(({ workflow, change, on_publish: choice, active, moves, stays }) => {
      const under = `${active} runs of ${workflow} are under way`;
      if (change === 'gone') return [`${under}; the workflow is gone, they end as they began.`];
      const keep = choice === 'keep' ? 'they end as they began (on_publish: keep)' : 'with on_publish: keep they would end as they began';
      const migrate = choice === 'migrate' ? `${moves} move (on_publish: migrate)` : `with on_publish: migrate ${moves} would move`;
      return [
        `${under}; the workflow is ${change}. ${choice === 'keep' ? `${sentence(keep)}; ${migrate}` : `${sentence(migrate)}; ${keep}`}.`,
        ...stays.map((each) => `    ${each.runs} at ${each.step} ${choice === 'keep' ? 'would stay' : 'stay'}: ${each.why}`),
      ];
    });
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function tellTimes({ times }: ToldPlan): readonly string[] {
  return times.map(({ workflow, every, nextAt }) => `${workflow} begins every ${every}: first ${plainTime(nextAt)}.`);
}

function tellScores({ scores: { accounts, changed } }: ToldPlan): readonly string[] {
  return changed.flatMap(({ name, count, sample }) => [
    `${name} of ${count} of ${accounts} accounts becomes another soon after:`,
    ...sample.map(({ account, from, to }) => `    ${account}  ${say(from)} → ${say(to)}`),
  ]);
}

function tellEnrolments({ enrolments: { isTold, workflows, emails } }: ToldPlan): readonly string[] {
  if (workflows.length === 0) return [];
  const of = { person: ['person', 'people'], account: ['account', 'accounts'], deal: ['deal', 'deals'] } as const;
  return [
    ...workflows.map(
      ({ workflow, of: kind, count, sample }) =>
        `${count} ${of[kind][count === 1 ? 0 : 1]} ${count === 1 ? 'meets' : 'meet'} the beginning of ${workflow} already: ${samples({ count, sample })}`,
    ),
    ...emails.map((email) => `    ${email.count} × ${email.template} would leave today: ${samples(email)}`),
    isTold ? 'They are enrolled, because of --enrol-existing.' : 'They are not enrolled; --enrol-existing enrols them.',
  ];
}

function tellWaiting({ waiting }: ToldPlan): readonly string[] {
  if (waiting.length === 0) return [];
  return [
    'Leaves today whether this is applied or not, of what is under way already:',
    ...waiting.map((email) => `    ${email.count} × ${email.template}: ${samples(email)}`),
  ];
}

function samples({ count, sample }: Counted): string {
  return `${sample.join(', ')}${count > sample.length ? ' …' : ''}`;
}

function tellCount(changes: readonly ThingChange[]): string {
  const count = (sign: ThingChange['sign']) => changes.filter((change) => change.sign === sign).length;
  return `Plan: ${count('+')} new, ${count('~')} changed, ${count('-')} gone.`;
}

function say(value: Value): string {
  return value === null ? 'none' : typeof value === 'object' ? JSON.stringify(value) : String(value);
}
