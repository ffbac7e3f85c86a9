// Facts that the shell brought for one decision, as a step is given them: whatever it reads of them is noted for the journal.

import type { Scope } from '#libs/language/scope.js';
import type { Pick } from './outcome.js';
import { type NotedFacts, recordingScope } from './record-facts.js';
import type { RunTrigger } from './run.js';
import type { ChosenPeople, Need, StepFacts } from './step.js';

/** As the shell brings them: people with their facts, not yet with a scope. */
export interface BroughtFacts extends Omit<StepFacts, 'people'> {
  people?(): ChosenPeople;
}

/** Whether a need that was declared is still to be brought. */
export function isMissing({ kind }: Need, brought: BroughtFacts): boolean {
  return brought[kind] === undefined;
}

/** @param heard of the run, for whoever brings none */
export function notedFacts(
  brought: BroughtFacts,
  heard: (event: string) => readonly RunTrigger[],
  scope: Scope,
  facts: NotedFacts,
): StepFacts {
  const { pick, people } = brought;
  const hear = brought.heard ?? heard;
  return {
    heard: (event) => noteHeard(facts, event, hear(event)),
    ...(pick === undefined ? {} : { pick: (routing) => notePick(facts, routing, pick(routing)) }),
    ...(people === undefined ? {} : { people: () => notePeople(facts, people(), scope) }),
  };
}

function notePick(facts: NotedFacts, routing: string, pick: Pick): Pick {
  facts[`pick.${routing}`] = { ...pick, considered: pick.considered.map((each) => ({ ...each })) };
  return pick;
}

function noteHeard(facts: NotedFacts, event: string, heard: readonly RunTrigger[]): readonly RunTrigger[] {
  facts[`heard.${event}`] = heard.map((fact) => ({ ...fact }));
  return heard;
}

/** Who was chosen is noted, and of each what is read: of an account's other people nothing. */
function notePeople(facts: NotedFacts, { chosen, met, looked }: ChosenPeople, scope: Scope): ChosenPeople<{ readonly scope: Scope }> {
  facts['people'] = { chosen: chosen.map(({ id, email }) => ({ id, email })), met, looked };
  return {
    chosen: chosen.map(({ id, email, facts: person }, at) => ({
      id,
      email,
      scope: recordingScope({ ...scope, person }, facts, { person: personNoted(at) }),
    })),
    met,
    looked,
  };
}

/** Under which name the facts of a chosen person are noted. */
export function personNoted(at: number): string {
  return `people.${at}`;
}
