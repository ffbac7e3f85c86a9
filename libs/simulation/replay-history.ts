// Replays events as they were stored through one workspace: everything that production would do, at the events' own times,
// with nobody written to. What a recipient did with a message (a click, an unsubscribing) finds the run that sent it here.

import type { StepDefinition } from '#libs/engine/step.js';
import type { Fact } from '#libs/language/fact.js';
import type { Workspace } from '#libs/language/workspace.js';
import type { HandLine } from '#libs/reporting/history-line.js';
import { doByHand } from './do-by-hand.js';
import type { Outcomes, Performed } from './outcomes.js';
import { Simulation } from './simulation.js';
import type { SimulationOptions } from './simulation-options.js';

/** A fact with what the log keeps of it. */
export interface StoredFact {
  readonly fact: Fact;
  /** Of its event. */
  readonly id: string;
  readonly source: string;
  /** Sameness key of its event. */
  readonly key: string;
  /** Epoch ms. */
  readonly receivedAt: number;
}

/** What our own outbox says of a message: here it is said by the messages that leave here. */
const ownWords = new Set(['email.sent', 'email.failed']);

export class HistoryReplay {
  readonly simulation: Simulation;
  /** Message as its answers name it → what was sent here. */
  private readonly sent = new Map<string, Pick<Performed, 'key' | 'runId'>>();

  /** @param start no later than the first event (epoch ms) */
  constructor(
    workspace: Workspace,
    steps: ReadonlyMap<string, StepDefinition>,
    start: number,
    private readonly options: SimulationOptions = {},
  ) {
    this.simulation = new Simulation(workspace, steps, start, options);
  }

  /** What somebody did by hand, where the subject is here what it was there. All that happened until then, as for a fact. */
  takeByHand(line: HandLine): Outcomes {
    this.simulation.putAway();
    this.simulation.advanceTo(line.at);
    this.note(this.simulation.performedSoFar());
    doByHand(this.simulation, line);
    return this.outcomes();
  }

  /** All that happened until the fact has taken effect, waits that ended before it among them. */
  take({ fact, id, source, key, receivedAt }: StoredFact): Outcomes {
    this.simulation.putAway();
    this.simulation.advanceTo(receivedAt);
    this.note(this.simulation.performedSoFar());
    if (this.options.answers === 'given' || !ownWords.has(fact.name) || fact.answers === undefined)
      this.simulation.say(this.named(fact), source, { id, key, receivedAt });
    return this.outcomes();
  }

  /** Nothing more comes: waits end until then. */
  endAt(now: number): Outcomes {
    this.simulation.putAway();
    this.simulation.advanceTo(now);
    return this.outcomes();
  }

  private outcomes(): Outcomes {
    const outcomes = this.simulation.takeOutcomes();
    this.note(outcomes.performed);
    return outcomes;
  }

  private note(performed: readonly Performed[]): void {
    for (const { action, key, runId, to, workflow } of performed)
      if (action === 'email.send') this.sent.set(messageName(key, to, workflow), { key, runId });
  }

  /** An answer names a run and a delivery of production: those of here that are the same. */
  private named(fact: Fact): Fact {
    const { answers, properties, person } = fact;
    if (answers === undefined) return fact;
    const to = typeof properties['to'] === 'string' ? properties['to'] : (person.email ?? '');
    const workflow = typeof properties['workflow'] === 'string' ? properties['workflow'] : null;
    const own = this.sent.get(messageName(answers.delivery, to, workflow));
    return own === undefined
      ? { ...fact, answers: { ...answers, delivery: '', runId: null } }
      : { ...fact, answers: { ...answers, delivery: own.key, runId: own.runId } };
  }
}

/** `run:step:visit:n` differs from installation to installation by its run alone. */
function messageName(key: string, to: string, workflow: string | null): string {
  return `${workflow ?? ''} ${to} ${key.slice(key.indexOf(':') + 1)}`;
}
