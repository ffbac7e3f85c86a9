// All keys of one step's map: the one that makes it this step, its own, those that it names itself, and those of every step.

import type { StepSyntax, Written } from '../step-syntax.js';
import { steps } from './fragments.js';
import { key, required, type Keys } from './key.js';
import { everyStepKeys } from './workflow-keys.js';

/** @param item the step that is written; without it only the keys that every step of this kind may have */
export function keysOfStep({ kind, about, schema, keys, moreKeys }: StepSyntax, item?: Written): Keys {
  const own = item === undefined ? [] : (moreKeys?.(item) ?? []);
  const named = Object.fromEntries(own.map((each) => [each, key('Steps of its own.', steps)]));
  return { [kind]: required(about, schema), ...keys, ...named, ...everyStepKeys };
}
