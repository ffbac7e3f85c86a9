// `to` of an email: who of the account's people it goes to.

import type { Condition } from '#libs/language/expression.js';
import { condition } from '#libs/language/keys/fragments.js';
import { required, type Keys } from '#libs/language/keys/key.js';
import type { StepReader, Written } from '#libs/language/step-syntax.js';
import { isMap, isWritten, readMap } from '../read-map.js';

export interface To {
  /** `person` in it is one of the account's people. */
  readonly people: Condition;
  readonly atMost: number;
}

/** A step that writes to more is no message but a mailing. */
const most = 50;

export const toKeys: Keys = {
  people: required('Those for whom it holds: `person` in it is one of the account’s people.', condition),
  at_most: required('To how many of them at most, those seen last first.', { type: 'integer', minimum: 1, maximum: most }),
};

const example = `to: { people: 'person.role == "admin"', at_most: 3 }`;

/** @returns null: it is not written and need not be; undefined: a problem was reported */
export function readTo(written: Written, read: StepReader): To | null | undefined {
  const email = written.at('email');
  const isThere = isMap(email) && email.keys().includes('to');
  if (!isThere && read.subject !== 'account') return null;
  if (!isThere) {
    const { value } = email;
    const send = typeof value === 'string' ? value : 'NAME';
    read.problem('E605', 'an account has many people: whom does this go to?', email.place, `write email: { send: ${send}, ${example} }`);
    return undefined;
  }
  if (read.subject === 'person') {
    read.problem('E605', 'a person’s run writes to that person', email.keyPlace('to'), 'leave "to" out, or make it a workflow of: account');
    return undefined;
  }
  const to = readMap(email, 'to', toKeys, example, read);
  if (to === undefined || !isWritten(to, 'people', `people: 'person.role == "admin"'`, read)) return undefined;
  const people = read.personCondition(to.at('people'));
  if (!isWritten(to, 'at_most', 'at_most: 3', read)) return undefined;
  const { value: atMost, place } = to.at('at_most');
  if (typeof atMost === 'number' && Number.isInteger(atMost) && atMost >= 1 && atMost <= most)
    return people === undefined ? undefined : { people, atMost };
  read.problem('E207', `"at_most" is a whole number from 1 to ${most}`, place, 'as in at_most: 3');
  return undefined;
}
