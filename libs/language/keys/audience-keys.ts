// audiences/: who meets a condition now.

import { condition, name, oneOf, text } from './fragments.js';
import { key, required, type Keys } from './key.js';

export const audienceKeys: Keys = {
  audience: required('The name of the audience.', name),
  about: key('Who is in it, in a sentence.', text),
  of: required('What its members are.', oneOf('person', 'account', 'deal')),
  if: required('Who is in it: everyone for whom this holds now.', condition),
};
