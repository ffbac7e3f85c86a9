// `wait_for`: waits for a fact about the same subject, so long and no longer.

import type { Decision } from '#libs/engine/outcome.js';
import { defineStep, type StepContext } from '#libs/engine/step.js';
import { triggerFacts } from '#libs/engine/trigger-facts.js';
import type { Condition, Trace } from '#libs/language/expression.js';
import type { Scope } from '#libs/language/scope.js';
import type { StepReader, Written } from '#libs/language/step-syntax.js';
import { condition, duration, mapOf, oneOf, reference, steps } from '#libs/language/keys/fragments.js';
import { key, required, type Keys } from '#libs/language/keys/key.js';
import { isWritten, readMap } from '../read-map.js';

interface WaitForConfig {
  readonly event: string;
  readonly condition?: Condition;
  readonly upTo: number;
  /** What has come since the run began counts, too. */
  readonly since?: 'start';
}

const example = 'wait_for: { event: email.clicked, up_to: 3d, got: [ … ] }';
const waitForKeys: Keys = {
  event: required('The event that is waited for.', reference),
  if: key('Only an event for which this holds.', condition),
  up_to: required('For how long.', duration),
  got: key('The steps when it comes.', steps),
  otherwise: key('The steps when it does not.', steps),
  since: key('start: what came since the run began counts, too.', oneOf('start')),
};

export const waitForStep = defineStep<WaitForConfig>({
  syntax: {
    kind: 'wait_for',
    about:
      'Waits for an event about the same subject (and the same deal or key): through `got` when it comes, through `otherwise` when `up_to` has passed. Both go on with what follows. What came before the wait does not count, unless `since: start`.',
    example:
      'wait_for:\n  event: email.clicked\n  if: event.url != ""\n  up_to: 3d\n  got: [{ wait: 1h }]\n  otherwise: [{ exit: not interested }]',
    schema: mapOf(waitForKeys),
    keys: {},
    ports: ['got', 'otherwise'],
    waits: true,
    parse: (written, read) => {
      const map = readMap(written, 'wait_for', waitForKeys, example, read);
      if (map === undefined) return undefined;
      const has = (key: string) => map.keys().includes(key);
      const isComplete = [isWritten(map, 'event', 'event: NAME', read), isWritten(map, 'up_to', 'up_to: 3d', read)].every(Boolean);
      if (!isComplete) return undefined;
      const event = read.event(map.at('event'));
      const upTo = read.duration(map.at('up_to'), '"up_to"');
      const condition = has('if') && event !== undefined ? read.condition(map.at('if'), event) : undefined;
      const since = has('since') ? readSince(map.at('since'), read) : undefined;
      if (event === undefined || upTo === undefined || (has('if') && condition === undefined)) return undefined;
      if (has('since') && since === undefined) return undefined;
      return { event, upTo, ...(condition === undefined ? {} : { condition }), ...(since === undefined ? {} : { since }) };
    },
    branches: (written) => {
      const map = written.at('wait_for');
      return ['got', 'otherwise'].filter((port) => map.keys().includes(port)).map((port) => ({ port, steps: map.at(port) }));
    },
    hears: ({ event, since }) => (since === 'start' ? [event] : []),
  },
  decide: (context) => {
    const { config, scope, input, run, now } = context;
    const before = input.kind === 'start' && config.since === 'start' ? heardBefore(context) : undefined;
    if (before !== undefined) return before;
    const trace = input.kind === 'event' ? config.condition?.trace(scope) : undefined;
    const traces = trace === undefined ? [] : [trace];
    if (input.kind === 'event' && (trace === undefined || trace.result === true)) return { outcome: { kind: 'go', port: 'got' }, traces };
    const until = input.kind === 'start' ? now + config.upTo : run.dueAt;
    return { outcome: { kind: 'listen', for: [{ event: config.event, port: 'got' }], until, otherwise: 'otherwise' }, traces };
  },
});

function readSince(written: Written, read: StepReader): 'start' | undefined {
  if (written.value === 'start') return 'start';
  read.problem(
    'E204',
    '"since" is start, or is not written',
    written.place,
    'write since: start, or remove it: then only what comes counts',
  );
  return undefined;
}

/** The first fact that came since the run began and meets the condition. */
function heardBefore({ config, scope, facts }: StepContext<WaitForConfig>): Decision | undefined {
  for (const fact of facts.heard?.(config.event) ?? []) {
    // The scope's getters note what is read: it is not to be spread.
    const seen = Object.create(scope, { event: { value: triggerFacts(fact), enumerable: true } }) as Scope;
    const trace: Trace | undefined = config.condition?.trace(seen);
    if (trace !== undefined && trace.result !== true) continue;
    const traces = trace === undefined ? [] : [trace];
    return { outcome: { kind: 'go', port: 'got' }, traces, note: 'it had come before the wait began' };
  }
  return undefined;
}
