// An answer of our own delivery, read back as a fact.

import type { Fact } from '#libs/language/fact.js';
import type { Value } from '#libs/language/value.js';
import { cleanParsed } from '../clean-text.js';
import { objectAt, readJsonObject, textAt } from '../read-json.js';

/** @throws Error when the body is not what `answerItem` writes */
export function understandAnswer(text: string): Fact {
  const read = readJsonObject(text);
  if ('problem' in read) throw new Error(`The answer is ${read.problem}.`);
  const answer = cleanParsed(text, read.object);
  const name = textAt(answer, 'name');
  const answers = objectAt(answer, 'answers');
  const delivery = textAt(answers, 'delivery');
  const { at } = answer;
  const { depth } = answers;
  if (name === undefined || delivery === undefined || typeof at !== 'number' || typeof depth !== 'number')
    throw new Error('The answer needs `name`, `at`, `answers.delivery` and `answers.depth`.');
  return {
    kind: 'answer',
    name,
    at,
    person: objectAt(answer, 'person'),
    account: objectAt(answer, 'account'),
    properties: objectAt(answer, 'properties') as Record<string, Value>,
    personTraits: {},
    accountTraits: {},
    answers: { delivery, runId: textAt(answers, 'runId') ?? null, depth },
  };
}
