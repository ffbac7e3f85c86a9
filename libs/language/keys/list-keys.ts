// lists/: texts or numbers that conditions look into.

import { either, listOf, name, number, text } from './fragments.js';
import { key, required, type Keys } from './key.js';

export const listKeys: Keys = {
  list: required('The name that in_list(x, "name") says.', name),
  about: key('What is in it, and where it comes from.', text),
  items: required('Texts or numbers.', listOf(either({ type: 'string' }, number))),
};
