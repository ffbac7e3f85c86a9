// scores/: points and tiers.

import { condition, duration, expression, limited, listOf, mapOf, name, number, oneOf, oneOrMore, text } from './fragments.js';
import { key, required, type Keys } from './key.js';

export const pointsKeys: Keys = {
  give: required('How many points, also fewer than none.', number),
  if: key('For whom. Unknown gives nothing.', condition),
  each: key('Given as many times as this says: `each: account.seats_invited`.', expression),
  up_to: key('Counts `each` no further than this.', limited(0)),
  because: key('What the explanation of a score says about this line.', text),
  fades_over: key('From the moment the condition ended the points go down to nothing over this time.', duration),
};

export const tierKeys: Keys = {
  tier: required('The name of the tier.', name),
  if: key('Who is in it. Without a condition: everyone who is left.', condition),
};

export const scoreKeys: Keys = {
  score: required('The name of the score.', name),
  about: key('What a high score means.', text),
  of: required('What is scored.', oneOf('person', 'account')),
  points: required('The lines that give points; each is kept as the explanation.', listOf(mapOf(pointsKeys))),
  requires: key('What must be known: without it the score is held as incomplete.', oneOrMore(text)),
  tiers: key('The first that holds is taken.', listOf(mapOf(tierKeys))),
};
