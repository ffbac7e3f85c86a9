// traits/: facts computed from events.

import { rollupTakes } from '../trait-definition.js';
import { condition, duration, expression, mapOf, named, oneOf, oneOrMore, reference, text } from './fragments.js';
import { key, required, type Keys, type Schema } from './key.js';

const events = oneOrMore(reference);
const about = key('What it means.', text);
const only = key('Only events for which this holds count.', condition);
const within = key('Only events of the last so long count; it changes as time passes.', duration);
const of = required('The event, or a list of them, that it is taken from.', events);

/** What a bucket counts. */
export const bucketKeys: Keys = {
  count: required('The event, or a list of them.', events),
  within: required('The window: only events of the last so long count.', duration),
  if: only,
};

/** How a trait is computed: the key that says so → all keys it may have. */
export const traitRuleKeys = {
  count: { count: required('How many of these events there were.', events), if: only, within, about },
  latest: { latest: required('The value of the last event, in the events’ own time.', expression), of, if: only, within, about },
  first: { first: required('The value of the first event, in the events’ own time.', expression), of, if: only, within, about },
  unique: { unique: required('The different values that there were, as a list.', expression), of, if: only, within, about },
  bucket: {
    bucket: required('How many of these events there were in a window of time.', mapOf(bucketKeys)),
    levels: required('Level → the count from which it is reached; the highest is taken.', named({ type: 'integer', minimum: 0 })),
    about,
  },
  rollup: {
    rollup: required('What an account takes of its people.', oneOf(...rollupTakes)),
    of: required('person to count people, else a trait as person.NAME.', expression),
    if: key('Only people for whom this holds.', condition),
    about,
  },
  formula: { formula: required('A value computed from other traits.', expression), about },
} as const satisfies Readonly<Record<string, Keys>>;

export type TraitRuleName = keyof typeof traitRuleKeys;
export const traitRuleNames = Object.keys(traitRuleKeys) as readonly TraitRuleName[];

const rule: Schema = { anyOf: traitRuleNames.map((each) => mapOf(traitRuleKeys[each])) };

export const traitsKeys: Keys = {
  traits: required('Whose traits these are.', oneOf('person', 'account')),
  about: key('What these traits are for.', text),
  compute: required(
    'Each trait by its name: `tickets: { count: Ticket Answered }`.',
    named(rule, { pattern: '^[A-Za-z_][A-Za-z0-9_]{0,79}$' }),
  ),
};

/** For a rule that does not say what it is: every key that any of them has. */
export const anyTraitKeys: Keys = Object.assign({}, ...Object.values(traitRuleKeys)) as Keys;
