// `on_error` of a step that acts outside: what follows when the act has failed for good.

import type { Decision, Match } from '#libs/engine/outcome.js';
import { either, oneOf, steps } from '#libs/language/keys/fragments.js';
import { key, type Keys } from '#libs/language/keys/key.js';
import type { StepReader, StepSyntax, Written } from '#libs/language/step-syntax.js';

export const onErrorKeys: Keys = {
  on_error: key('What follows a failure: continue, stop, or a list of steps.', either(oneOf('continue', 'stop'), steps)),
};

export type OnError = 'continue' | 'stop' | 'steps';

/** A list of steps is compiled as the branch of its port. @returns undefined when a problem was reported */
export function readOnError(written: Written, read: StepReader, fallback: OnError): OnError | undefined {
  if (!written.keys().includes('on_error')) return fallback;
  const { value, place } = written.at('on_error');
  if (value === 'continue' || value === 'stop') return value;
  if (Array.isArray(value)) return 'steps';
  read.problem('E204', '"on_error" says what follows a failure', place, 'write continue, stop, or a list of steps');
  return undefined;
}

/** The port of `on_error`; without a list of steps it leads to what follows the step. */
export const onErrorPort = 'on_error';

export const onErrorBranches: NonNullable<StepSyntax['branches']> = (written) =>
  Array.isArray(written.at('on_error').value) ? [{ port: onErrorPort, steps: written.at('on_error') }] : [];

export function afterError(onError: OnError, reason: string): Decision {
  switch (onError) {
    case 'continue':
      return { outcome: { kind: 'go', port: 'next' }, note: reason };
    case 'stop':
      return { outcome: { kind: 'fail', reason } };
    case 'steps':
      return { outcome: { kind: 'go', port: onErrorPort }, note: reason };
  }
}

/** What an act's answer leads to, for a step that listens for it. */
export function answersOf(delivery: string): readonly Match[] {
  return [
    { event: 'delivery.done', port: 'next', delivery },
    { event: 'delivery.failed', port: onErrorPort, delivery },
  ];
}
