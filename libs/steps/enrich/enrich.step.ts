// `enrich`: a provider of connections.yaml is asked about the account or the person; planned traits become what it answers.

import { deliveryKey } from '#libs/engine/delivery-key.js';
import type { Decision, Write } from '#libs/engine/outcome.js';
import { defineStep, type StepContext } from '#libs/engine/step.js';
import { duration, oneOf, reference } from '#libs/language/keys/fragments.js';
import { key } from '#libs/language/keys/key.js';
import type { Provider } from '#libs/language/provider.js';
import type { Scope } from '#libs/language/scope.js';
import type { StepReader, Written } from '#libs/language/step-syntax.js';
import type { Value } from '#libs/language/value.js';
import { afterError, answersOf, type OnError, onErrorBranches, onErrorKeys, onErrorPort, readOnError } from '../on-error.js';

interface EnrichConfig {
  readonly of: 'account' | 'person';
  readonly provider: string;
  readonly onError: OnError;
  /** How long it waits for the answer (ms); absent: until there is one. */
  readonly upTo?: number;
}

export const enrichStep = defineStep<EnrichConfig>({
  syntax: {
    kind: 'enrich',
    about:
      'Asks a provider of connections.yaml about the account or the person, and sets the planned traits that its map names. Goes on when it has answered, or when `up_to` has passed. `on_error` says what follows a failure: continue (the default), stop, or a list of steps.',
    example: 'enrich: account\nup_to: 1m',
    schema: oneOf('account', 'person'),
    keys: {
      with: key('The provider, where several enrich that subject.', reference),
      up_to: key('How long it waits for the answer; without it until there is one.', duration),
      ...onErrorKeys,
    },
    ports: ['next', onErrorPort],
    waits: true,
    parse: (written, read) => {
      const of = readSubject(written.at('enrich'), read);
      const has = (key: string) => written.keys().includes(key);
      const named = has('with') ? written.at('with') : undefined;
      const provider = of === undefined ? undefined : read.provider(written.at('enrich'), of, named);
      const onError = readOnError(written, read, 'continue');
      const upTo = has('up_to') ? read.duration(written.at('up_to'), '"up_to"') : undefined;
      if (of === undefined || provider === undefined || onError === undefined || (has('up_to') && upTo === undefined)) return undefined;
      return { of, provider, onError, ...(upTo === undefined ? {} : { upTo }) };
    },
    causes: ({ provider }) => [`enriches ${provider}`],
    branches: onErrorBranches,
  },
  decide: (context) => (context.input.kind === 'start' ? ask(context) : answered(context)),
});

function readSubject(written: Written, read: StepReader): EnrichConfig['of'] | undefined {
  const { value } = written;
  if (value === 'account' || value === 'person') return value;
  read.problem('E204', '"enrich" is one of account, person', written.place, 'write enrich: account');
  return undefined;
}

function ask({ config: { of, provider: name, onError, upTo }, scope, run, visit, workspace, now }: StepContext<EnrichConfig>): Decision {
  const provider = workspace.providers.get(name);
  if (provider === undefined) return afterError(onError, `there is no provider "${name}" any more`);
  if (scope[of] === undefined) return { outcome: { kind: 'go', port: 'next' }, note: `there is no ${of} to enrich` };
  const url = fillUrl(provider.url, scope);
  if (typeof url !== 'string') return afterError(onError, `${name} was not asked: ${url.unknown} is unknown`);
  const delivery = deliveryKey(run.id, run.step ?? '', visit, 1);
  return {
    outcome: {
      kind: 'listen',
      for: answersOf(delivery),
      until: upTo === undefined ? null : now + upTo,
      otherwise: onError === 'steps' ? onErrorPort : 'next',
    },
    deliveries: [{ action: `enrich.${name}`, to: hostOf(url), payload: { provider: name, url, awaited: true }, notBefore: null }],
  };
}

function answered({ config: { of, provider, onError }, input, scope }: StepContext<EnrichConfig>): Decision {
  const told = scope.event?.traits;
  if (input.kind !== 'event' || input.name !== 'delivery.done') {
    const reason = told?.['reason'];
    return afterError(onError, `${provider} did not answer: ${typeof reason === 'string' ? reason : 'no reason given'}`);
  }
  const answer = told?.['answer'];
  const traits = answer !== null && typeof answer === 'object' && !Array.isArray(answer) ? Object.entries(answer as Traits) : [];
  const writes = traits.map(([field, value]): Write => ({ kind: 'set', of, field, value }));
  return { outcome: { kind: 'go', port: 'next' }, writes, ...(writes.length === 0 ? { note: `${provider} knows nothing` } : {}) };
}

type Traits = { readonly [name: string]: Value };

/** Values are put in encoded, so that they cannot lead elsewhere. */
function fillUrl(url: Provider['url'], scope: Scope): string | { readonly unknown: string } {
  let filled = '';
  for (const part of url) {
    if (typeof part === 'string') filled += part;
    else {
      const value = part.evaluate(scope);
      if (value === undefined || value === null || typeof value === 'object') return { unknown: part.source };
      filled += encodeURIComponent(String(value).toWellFormed());
    }
  }
  return filled;
}

/** `api.example.com`: what lists show of it. */
function hostOf(url: string): string {
  return /^https:\/\/([^/:]+)/.exec(url)?.[1] ?? '';
}
