// tracking-plan/: events (`event:`) and raw traits (`plan:`), and the properties of both.

import { either, flag, listOf, mapOf, named, number, oneOf, oneOrMore, text } from './fragments.js';
import { key, required, type Keys, type Schema } from './key.js';

export const typeNames = ['string', 'integer', 'number', 'boolean', 'timestamp', 'duration', 'money', 'any', 'list'] as const;
/** What a list may hold: anything but a list. */
export const itemTypeNames = typeNames.slice(0, 8);

export const propertyKeys: Keys = {
  type: key('The type of its values; any when absent.', oneOf(...typeNames)),
  of: key('The type of the values in a list.', oneOf(...itemTypeNames)),
  required: key('An event without it violates the plan.', flag),
  one_of: key('The values it may have. Another case is made this one.', listOf(either(text, number))),
  min: key('The least that it may be.', number),
  max: key('The most that it may be.', number),
  about: key('What it means.', text),
};

const properties: Schema = {
  ...named(either(oneOf(...typeNames), mapOf(propertyKeys)), {
    pattern: '^[A-Za-z_][A-Za-z0-9_]{0,79}$',
    not: { const: 'meta' },
  }),
};

export const eventKeys: Keys = {
  event: required('The name of the event, as conditions and workflows say it.', text),
  about: key('What it means that this happened.', text),
  owner: key('Who answers for its quality.', text),
  aliases: key('The same fact, spelt otherwise. Case, spaces, hyphens and underscores need no alias.', oneOrMore(text)),
  properties: key('What it says: conditions see these and no others.', properties),
  unplanned: key('What becomes of properties that are not listed: keep (default) or drop.', oneOf('keep', 'drop')),
  on_violation: key('flag (default) counts it; block keeps the event for review, without effect.', oneOf('flag', 'block')),
};

export const planKeys: Keys = {
  plan: required('Whose raw traits these are.', oneOf('person', 'account')),
  about: key('What these traits are for.', text),
  properties: required('The traits that identify and group calls, and `set`, may write.', properties),
};
