// workflows/: what starts a workflow, what ends it, and the keys that every step may have.

import { condition, duration, either, expression, flag, mapOf, name, oneOf, oneOrMore, reference, steps, text } from './fragments.js';
import { key, required, type Keys, type Schema } from './key.js';

/** What starts a workflow: the key that says so → all keys of the trigger. */
export const triggerKeys = {
  event: { event: required('The event that starts it.', reference), if: key('Only events for which this holds.', condition) },
  stage: { stage: required('A deal reaches this stage.', reference) },
  trait: {
    trait: required('A trait, as person.engagement, that changes.', { type: 'string', pattern: '^(person|account)\\.' }),
    becomes: required('The values whose reaching starts it.', oneOrMore({ type: ['string', 'number', 'boolean'] })),
  },
  audience: {
    audience: required('A subject enters or leaves this audience.', reference),
    enters: key('Starts it when a subject enters.', flag),
    leaves: key('Starts it when a subject leaves.', flag),
  },
  every: {
    every: required('A time that comes again, for each subject: "09:00", "mon 09:00", "mon-fri 09:00".', {
      type: 'string',
      pattern: '(^|\\s)([01]?\\d|2[0-3]):[0-5]\\d\\s*$',
    }),
    zone: key('By whose clock: person, owner, workspace (default), or an IANA zone.', text),
  },
} as const satisfies Readonly<Record<string, Keys>>;

const trigger: Schema = either(...Object.values(triggerKeys).map(mapOf));

/** For a trigger that does not say what it is. */
export const anyTriggerKeys: Keys = Object.assign({}, ...Object.values(triggerKeys)) as Keys;

/** Beside the step's own keys. */
export const everyStepKeys: Keys = { id: key('A name of its own, by which a run is found in it.', name) };

export const goalKeys: Keys = {
  event: required('The event that meets it.', reference),
  if: key('Only an event for which this holds.', condition),
  within: required('How long it counts.', duration),
};

export const experimentKeys: Keys = {
  holdout: required('The share that is held out, as 10%.', { type: ['string', 'number'] }),
  by: key('Who is held out together: account, or person.', oneOf('account', 'person')),
  goal: required('The event that is counted.', reference),
  within: required('For how long after the start it counts.', duration),
  guard: key('Events that should not become more.', oneOrMore(reference)),
};

export const sendKeys: Keys = {
  hours: key('Hours of the day, as 09:00-17:00.', text),
  days: key('Days of the week, as mon-fri. Every day when absent.', oneOrMore(text)),
  zone: key('Whose clock is meant: person, owner, workspace (default), or an IANA zone.', text),
  at_most: key('Of all messages to one person, as 2 per 7d.', { type: 'string', pattern: '^\\d+\\s+per\\s+\\S+$' }),
};

export const workflowKeys: Keys = {
  workflow: required('The name of the workflow.', name),
  about: key('What it is for.', text),
  of: key('Whom a run is about. person when absent.', oneOf('person', 'account', 'deal')),
  when: required('What starts it: any of these.', oneOrMore(trigger)),
  if: key('Only subjects for whom this holds. Unknown counts as not.', condition),
  again: key(
    'When a subject may come in once more: never (default), after exit, or after a while, as after 30d.',
    either(oneOf('never', 'after exit'), { type: 'string', pattern: '^after\\s+\\S+$' }),
  ),
  key: key('A subject is in it once at a time for each value of this.', expression),
  unless_in: key('Not for subjects who are in one of these workflows.', oneOrMore(reference)),
  stop_when: key('Events, or stages as deal.won, that end a run.', oneOrMore(reference)),
  stop_if: key('Ends a run as soon as it holds.', condition),
  goal: key('What it is for: who has met it is not enrolled, who meets it leaves.', mapOf(goalKeys)),
  send: key('When its messages may leave.', mapOf(sendKeys)),
  experiment: key('Holds some out, to find out whether it works.', mapOf(experimentKeys)),
  on_publish: key(
    'Where runs under way go when the workflow changes: keep (default), they stay with the version they began with; migrate, they move to the new one, at the step of the same id.',
    oneOf('keep', 'migrate'),
  ),
  steps: required('What happens, in this order.', steps),
};
