// `wait_for`: waits for a fact about the same subject, so long and no longer.

import { defineStep } from '#libs/engine/step.js';
import type { Condition } from '#libs/language/expression.js';
import { isWritten, readMap } from '../read-map.js';

interface WaitForConfig {
  readonly event: string;
  readonly condition?: Condition;
  readonly upTo: number;
}

export const waitForStep = defineStep<WaitForConfig>({
  syntax: {
    kind: 'wait_for',
    about:
      'Waits for an event about the same subject: through `got` when it comes, through `otherwise` when `up_to` has passed. Both go on with what follows. What came before the wait does not count.',
    example:
      'wait_for:\n  event: email.clicked\n  if: event.url != ""\n  up_to: 3d\n  got: [{ wait: 1h }]\n  otherwise: [{ exit: not interested }]',
    keys: [],
    ports: ['got', 'otherwise'],
    waits: true,
    parse: (written, read) => {
      const example = 'wait_for: { event: email.clicked, up_to: 3d, got: [ … ] }';
      const instead = { since: 'put the wait_for before the steps during which the event may come' };
      const map = readMap(written, 'wait_for', ['event', 'if', 'up_to', 'got', 'otherwise'], example, read, instead);
      if (map === undefined) return undefined;
      const has = (key: string) => map.keys().includes(key);
      const isComplete = [isWritten(map, 'event', 'event: NAME', read), isWritten(map, 'up_to', 'up_to: 3d', read)].every(Boolean);
      if (!isComplete) return undefined;
      const event = read.event(map.at('event'));
      const upTo = read.duration(map.at('up_to'), '"up_to"');
      const condition = has('if') && event !== undefined ? read.condition(map.at('if'), event) : undefined;
      if (event === undefined || upTo === undefined || (has('if') && condition === undefined)) return undefined;
      return { event, upTo, ...(condition === undefined ? {} : { condition }) };
    },
    branches: (written) => {
      const map = written.at('wait_for');
      return ['got', 'otherwise'].filter((port) => map.keys().includes(port)).map((port) => ({ port, steps: map.at(port) }));
    },
  },
  decide: ({ config, scope, input, run, now }) => {
    const trace = input.kind === 'event' ? config.condition?.trace(scope) : undefined;
    const traces = trace === undefined ? [] : [trace];
    if (input.kind === 'event' && (trace === undefined || trace.result === true)) return { outcome: { kind: 'go', port: 'got' }, traces };
    const until = input.kind === 'start' ? now + config.upTo : run.dueAt;
    return { outcome: { kind: 'listen', for: [{ event: config.event, port: 'got' }], until, otherwise: 'otherwise' }, traces };
  },
});
