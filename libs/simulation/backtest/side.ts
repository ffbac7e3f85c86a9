// One side of a backtest: a workspace through which the stored events go. What happened is handed over page by page, because a
// quarter of it would not fit.

import type { StepDefinition } from '#libs/engine/step.js';
import type { Value } from '#libs/language/value.js';
import type { Workspace } from '#libs/language/workspace.js';
import type { HandLine } from '#libs/reporting/history-line.js';
import { getOwn } from '#libs/traits/own-property.js';
import { numberedSubjects } from '../subject-ids.js';
import { HistoryReplay, type StoredFact } from '../replay-history.js';
import type { Outcomes } from '../outcomes.js';
import { type Happened, happenedIn, nameOfSubject, refusedIn } from './happened.js';

/** What came of one page of events. */
export interface PageOutcome {
  readonly happened: readonly Happened[];
  /** `workflow who` → why it did not begin. */
  readonly refused: readonly (readonly [string, string])[];
}

/** How the accounts stand at the end. */
export interface Standing {
  /** Tier → accounts. */
  readonly tiers: readonly (readonly [string, number])[];
  /** Rep, deals open at the end, the most open at once. */
  readonly loads: readonly (readonly [string, number, number])[];
  /** `who score` → value. */
  readonly scores: readonly (readonly [string, number])[];
}

export interface SideOptions {
  /** Before the first event (epoch ms). */
  readonly start: number;
  /** What happened before is not told (epoch ms). */
  readonly since: number;
}

export class BacktestSide {
  private readonly replay: HistoryReplay;
  private hasBegun = false;

  constructor(
    private readonly workspace: Workspace,
    steps: ReadonlyMap<string, StepDefinition>,
    private readonly options: SideOptions,
  ) {
    this.replay = new HistoryReplay(workspace, steps, options.start, { idOfSubject: numberedSubjects() });
  }

  /** @param happenings in the order of their time */
  page(happenings: Iterable<StoredFact | HandLine>): PageOutcome {
    const happened: Happened[] = [];
    const refused: (readonly [string, string])[] = [];
    for (const one of happenings) {
      const stored = 'fact' in one ? one : null;
      if (!this.hasBegun && ('fact' in one ? one.receivedAt : one.at) >= this.options.since) {
        this.hasBegun = true;
        this.replay.simulation.subjects.beside.forgetPeaks();
      }
      this.tell('fact' in one ? this.replay.take(one) : this.replay.takeByHand(one), stored, happened, refused);
    }
    return { happened, refused };
  }

  /** Waits end until then. @param now epoch ms */
  end(now: number): PageOutcome {
    const happened: Happened[] = [];
    this.tell(this.replay.endAt(now), null, happened, []);
    return { happened, refused: [] };
  }

  standing(): Standing {
    const { simulation } = this.replay;
    const tiers = new Map<string, number>();
    const scores: (readonly [string, number])[] = [];
    const names = this.workspace.scores.filter(({ of }) => of === 'account').map(({ name }) => name);
    for (const [id, account] of simulation.subjects.everyone().accounts) {
      if (account.mergedInto !== null) continue;
      const tier = account.tier ?? 'none';
      tiers.set(tier, (tiers.get(tier) ?? 0) + 1);
      const who = account.domain ?? account.name ?? nameOfSubject(simulation.set, 'account', id);
      for (const name of names) {
        const score: Value | undefined = getOwn(account.traits, name);
        if (typeof score === 'number') scores.push([`${who} ${name}`, score]);
      }
    }
    simulation.putAway();
    return { tiers: [...tiers], loads: simulation.subjects.beside.allLoads(), scores };
  }

  private tell(outcomes: Outcomes, stored: StoredFact | null, happened: Happened[], refused: (readonly [string, string])[]): void {
    const { since } = this.options;
    if (outcomes.steps.length + outcomes.performed.length + outcomes.changes.length > 0)
      for (const each of happenedIn(this.replay.simulation.set, outcomes)) if (each.at >= since) happened.push(each);
    if (stored === null || stored.receivedAt < since || outcomes.notes.length === 0) return;
    const { person } = stored.fact;
    const who = person.email ?? person.userId ?? '';
    for (const { workflow, reason } of refusedIn(outcomes)) refused.push([`${workflow} ${who}`, reason]);
  }
}
