// *.test.yaml.

import { duration, either, listOf, mapOf, named, oneOf, oneOrMore, text, anything } from './fragments.js';
import { key, required, type Keys } from './key.js';

const values = named(anything);
const valuesOrNothing = either({ type: 'null' }, values);

export const taskKeys: Keys = {
  title: key('What it asks for.', text),
  for: key('The key of the rep.', anything),
  due: key('Until when: date, time and zone.', anything),
  note: key('What else it says.', anything),
};

export const actKeys: Keys = { action: key('The action.', text), with: key('Fields it was asked with.', anything) };

export const sentKeys: Keys = { send: key('The email.', text), to: key('The address it went to.', text) };

export const expectKeys: Keys = {
  person: key('Members of the person that must be equal.', values),
  account: key('Members of the account that must be equal.', values),
  deal: key('Members of the deal that must be equal; null: there is none.', valuesOrNothing),
  deals: key('How many deals there are, or what each is.', anything),
  emails: key('The emails that this moment sent; [] for none.', listOf(either(text, mapOf(sentKeys)))),
  notified: key('Who was told something.', anything),
  tasks: key('The tasks that this moment made; [] for none.', listOf(either(text, mapOf(taskKeys)))),
  acts: key('The acts at vendors that this moment asked for; [] for none.', listOf(either(text, mapOf(actKeys)))),
  runs: key('The state of the runs, by workflow.', anything),
  ended: key('Why runs ended, by workflow.', anything),
  goals: key('Goals that were met, by workflow.', anything),
};

export const personKeys: Keys = {
  user_id: key('Your own id of the person.', text),
  email: key('The address.', text),
  anonymous_id: key('The id of a visitor who has not said who they are.', text),
};

export const accountKeys: Keys = {
  group_id: key('Your own id of the account.', text),
  stripe_customer: key('The customer at Stripe.', text),
  domain: key('The domain of its addresses.', text),
};

export const momentKeys: Keys = {
  at: key('When it happened: date, time and zone. May lie before the moment above: a late event.', text),
  after: key('How long after the moment before.', duration),
  event: key('The event that arrives.', text),
  person: key('Who it is about: an address, an id, or a map of keys. As before when absent.', either(text, mapOf(personKeys))),
  account: key('Which account: a domain, an id, or a map of keys. As before when absent.', either(text, mapOf(accountKeys))),
  properties: key('What the event says.', values),
  traits: key('What it says about the person.', values),
  edit: key('Fields of the deal that a rep edits.', values),
  by: key('The rep who edits.', text),
  expect: key('What must be so after this moment.', mapOf(expectKeys)),
};

export const givenKeys: Keys = {
  person: key('Raw traits that the person has.', values),
  account: key('Raw traits that the account has.', values),
  failing: key('Actions that fail for good.', oneOrMore(text)),
  answers: key('What providers answer, by their names: JSON.', values),
};

export const testKeys: Keys = {
  test: required('What must be so, as a sentence.', text),
  about: key('Why it matters.', text),
  clock: required('When it begins: date, time and zone.', text),
  given: key('What is known before anything happens.', mapOf(givenKeys)),
  arms: key('Who is held out of an experiment, by workflow: treated or holdout.', named(oneOf('treated', 'holdout'))),
  timeline: required('What happens, in the order of arrival.', { type: 'array', items: mapOf(momentKeys), minItems: 1 }),
};
