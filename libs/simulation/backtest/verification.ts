// Everything that production decided, decided again: each journal by itself from the facts it noted, and the whole history
// through the versions of the workspace that were applied, whose end is compared with how things stand.

import { asItBegan } from '#libs/engine/begin-run.js';
import { replay } from '#libs/engine/replay.js';
import type { Run, RunStep } from '#libs/engine/run.js';
import type { StepDefinition } from '#libs/engine/step.js';
import type { Workspace } from '#libs/language/workspace.js';
import type { HandLine, StandingLine } from '#libs/reporting/history-line.js';
import { HistoryReplay, type StoredFact } from '../replay-history.js';
import type { Outcomes } from '../outcomes.js';
import { KnownSubjects } from '../subject-ids.js';
import { standingOf, type Standing } from './standing-of.js';

/** Something that production and the replay do not agree on. */
export interface Deviation {
  readonly what: string;
  readonly production: string;
  readonly replay: string;
  readonly isDelivery?: true;
}

export class HistoryVerification {
  private replay: HistoryReplay | undefined;
  private readonly runs = new Map<string, Run>();
  private readonly deliveries: Standing[] = [];
  /** As production calls them. */
  readonly subjects = new KnownSubjects();

  /** @param versions of the workspace, the oldest first */
  constructor(
    private readonly versions: { readonly workspace: Workspace; readonly appliedAt: number }[],
    private readonly steps: ReadonlyMap<string, StepDefinition>,
  ) {}

  take(stored: StoredFact): void {
    this.note(this.replayAt(stored.receivedAt).take(stored));
  }

  takeByHand(line: HandLine): void {
    this.note(this.replayAt(line.at).takeByHand(line));
  }

  /** @param now epoch ms @returns how everything stands by the replay */
  end(now: number): Standing[] {
    const replayed = this.replayAt(now);
    this.note(replayed.endAt(now));
    return [...standingOf(replayed.simulation, this.runs.values()), ...this.deliveries];
  }

  private replayAt(at: number): HistoryReplay {
    const [first, ...later] = this.versions;
    if (first === undefined) throw new Error('a history without a workspace cannot be replayed');
    this.replay ??= new HistoryReplay(first.workspace, this.steps, at, {
      answers: 'given',
      idOfSubject: (of) => this.subjects.idOf(of),
    });
    while (later[0] !== undefined && later[0].appliedAt <= at) {
      this.replay.simulation.apply(later[0].workspace);
      this.versions.shift();
      later.shift();
    }
    return this.replay;
  }

  private note({ performed }: Outcomes): void {
    for (const run of this.replay!.simulation.set.runs.runs.values()) this.runs.set(run.id, run);
    for (const { action, to, payload, workflow, refused } of performed) {
      const isCanceled = refused !== null && /^(?:must not be written to|the run was stopped|the run stops)/.test(refused);
      this.deliveries.push({
        kind: 'delivery',
        name: `${action} to ${to}`,
        is: { template: payload['template'] ?? null, workflow, isCanceled },
      });
    }
  }
}

/** One run's journal against the decisions that its version takes from the facts it noted. */
export function verifyJournal(
  run: Run,
  journal: readonly RunStep[],
  workspaceOf: (versionId: string) => Workspace | undefined,
  steps: ReadonlyMap<string, StepDefinition>,
): Deviation | null {
  const versions = (versionId: string) => {
    const workspace = workspaceOf(versionId);
    const workflow = workspace?.workflows.get(run.workflow);
    return workspace === undefined || workflow === undefined ? undefined : { workflow, workspace };
  };
  const moved = journal.map(({ input }) => input).find((input) => input.kind === 'migrate');
  const began = versions(moved?.from ?? run.versionId);
  const what = `run ${run.id} of ${run.workflow}`;
  if (began === undefined) return { what, production: 'began', replay: 'there is no such workflow' };
  const { workflow, workspace } = began;
  const replayed = replay(workflow, asItBegan(run, workflow), journal, { workspace, steps, versions });
  const other = replayed.find(({ isSame }) => !isSame);
  if (other === undefined) return null;
  return {
    what: `${what}, decision ${other.seq} (${other.step})`,
    production: JSON.stringify(other.recorded),
    replay: JSON.stringify(other.replayed),
  };
}

/** Somebody tried it again, canceled it or moved it: no fact of the history says so, and its journal alone is verified. */
export function isMovedByHand(journal: readonly RunStep[]): boolean {
  return journal.some(
    ({ input }) =>
      input.kind === 'retry' ||
      (input.kind === 'migrate' && !input.by.startsWith('publish:')) ||
      (input.kind === 'stop' && input.reason.startsWith('canceled by ')),
  );
}

/** By what they are called and how they stand; ids are each replay's own. */
export function compareStandings(production: readonly Standing[], replayed: readonly Standing[]): Deviation[] {
  const there = grouped(production.filter(({ is }) => is['isWaiting'] !== true).map(withoutWaiting));
  const here = grouped(replayed);
  // What has not left yet may, or may not, have left by the replay's clock.
  for (const { name, is } of production)
    if (is['isWaiting'] === true)
      for (const isCanceled of [false, true]) if (takeOut(here.get(name) ?? [], canonical({ ...is, isWaiting: null, isCanceled }))) break;
  const deviations: Deviation[] = [];
  const deliveries = new Set([...production, ...replayed].filter(({ kind }) => kind === 'delivery').map(({ name }) => name));
  for (const name of [...new Set([...there.keys(), ...here.keys()])].sort()) {
    const [one, other] = [[...(there.get(name) ?? [])], [...(here.get(name) ?? [])]];
    const onlyThere = one.filter((text) => !takeOut(other, text));
    for (let place = 0; place < Math.max(onlyThere.length, other.length); place += 1)
      deviations.push({
        what: name,
        production: onlyThere[place] ?? 'not there',
        replay: other[place] ?? 'not there',
        ...(deliveries.has(name) ? { isDelivery: true } : {}),
      });
  }
  return deviations;
}

export function standingLine({ kind, name, is }: StandingLine): Standing {
  return { kind, name, is };
}

function grouped(standings: readonly Standing[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const { kind, name, is } of standings) {
    const key = kind === 'delivery' ? name : `${kind} ${name}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [canonical(is)]);
    else group.push(canonical(is));
  }
  return groups;
}

function withoutWaiting({ kind, name, is }: Standing): Standing {
  return { kind, name, is: { ...is, isWaiting: null } };
}

function takeOut(texts: string[], text: string): boolean {
  const place = texts.indexOf(text);
  if (place >= 0) texts.splice(place, 1);
  return place >= 0;
}

/** Members in the order of their names; those that are not there are null. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, held: unknown) =>
    typeof held === 'object' && held !== null && !Array.isArray(held)
      ? Object.fromEntries(
          Object.entries(held)
            .filter(([, member]) => member !== null && member !== undefined)
            .sort(([one], [other]) => (one < other ? -1 : 1)),
        )
      : held,
  );
}
