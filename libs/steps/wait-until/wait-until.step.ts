// `wait_until`: nothing happens before a moment: an instant, or the next time of day on its days in somebody's zone.

import { defineStep } from '#libs/engine/step.js';
import { either, expression, mapOf, oneOrMore, text } from '#libs/language/keys/fragments.js';
import { key, required, type Keys } from '#libs/language/keys/key.js';
import type { Expression } from '#libs/language/expression.js';
import { type LocalTime, nextLocalTime, parseTimeOfDay, parseWeekdays } from '#libs/language/local-time.js';
import type { StepReader, Written } from '#libs/language/step-syntax.js';
import { isMap, isWritten, readMap } from '../read-map.js';
import { parseZone, type Zone, zoneOf, zones } from '#libs/language/zone-of.js';

type WaitUntilConfig =
  { readonly kind: 'instant'; readonly at: Expression } | { readonly kind: 'local'; readonly time: LocalTime; readonly zone: Zone };

const everyDay = [1, 2, 3, 4, 5, 6, 7];

/** Of JavaScript (epoch ms): what is said to be a time may lie beyond any calendar. */
const lastInstant = 8.64e15;

const localKeys: Keys = {
  time: required('The time of day, as "09:00".', text),
  days: key('On which days: mon-fri, or [mon, wed]. Every day when absent.', oneOrMore(text)),
  zone: key('By whose clock: person, owner, workspace (default), or an IANA zone.', text),
};

export const waitUntilStep = defineStep<WaitUntilConfig>({
  syntax: {
    kind: 'wait_until',
    about:
      'Waits for a moment: an instant in CEL, or the next time of day on its days, by the clock of the person, the owner, the workspace or a zone. A moment that is over, or unknown, is not waited for.',
    example: 'wait_until: { time: "09:00", days: mon-fri, zone: person }',
    schema: either(expression, mapOf(localKeys)),
    keys: {},
    waits: true,
    parse: (written, read) => {
      if (isMap(written.at('wait_until'))) return readLocal(written, read);
      const at = read.expression(written.at('wait_until'), 'timestamp');
      return at === undefined ? undefined : { kind: 'instant', at };
    },
  },
  decide: ({ config, scope, workspace, now }) => {
    if (config.kind === 'local') {
      const until = nextLocalTime(config.time, zoneOf(config.zone, scope, workspace), now);
      return until > now ? { outcome: { kind: 'sleep', until, port: 'next' } } : { outcome: { kind: 'go', port: 'next' } };
    }
    const until = config.at.evaluate(scope);
    const isTime = typeof until === 'number' && Math.abs(until) <= lastInstant;
    if (isTime && until > now) return { outcome: { kind: 'sleep', until: Math.ceil(until), port: 'next' } };
    const note = isTime ? 'the moment is over: it goes on at once' : `${config.at.source} is unknown: it goes on at once`;
    return { outcome: { kind: 'go', port: 'next' }, note };
  },
});

function readLocal(written: Written, read: StepReader): WaitUntilConfig | undefined {
  const map = readMap(written, 'wait_until', localKeys, 'wait_until: { time: "09:00", days: mon-fri, zone: person }', read);
  if (map === undefined || !isWritten(map, 'time', 'time: "09:00"', read)) return undefined;
  const time = parseTimeOfDay(map.at('time').value);
  if (time === undefined) read.problem('E209', '"time" is no time of day', map.at('time').place, 'quote it, as in time: "09:00"');
  const days = map.keys().includes('days') ? parseWeekdays(map.at('days').value) : everyDay;
  if (days === undefined)
    read.problem('E209', '"days" are no days of the week', map.at('days').place, 'as in mon-fri, sat, or [mon, wed, fri]');
  const named = map.keys().includes('zone') ? map.at('zone').value : 'workspace';
  const zone = parseZone(named);
  if (zone === undefined)
    read.problem('E204', `"zone" is one of ${zones.join(', ')}, or an IANA name`, map.at('zone').place, 'write zone: person');
  if (time === undefined || days === undefined || zone === undefined) return undefined;
  return { kind: 'local', time: { ...time, days }, zone };
}
