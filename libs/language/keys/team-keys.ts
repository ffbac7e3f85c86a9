// team.yaml: reps.

import { email, flag, limited, listOf, mapOf, name, named, oneOrMore, text } from './fragments.js';
import { capacityKeys, hoursKeys, zoneKeys } from './hours-keys.js';
import { key, required, type Keys } from './key.js';

export const awayKeys: Keys = {
  from: required('The first day away, as 2026-07-01.', text),
  to: required('The last day away.', text),
};

const webAddress = { type: 'string', pattern: '^https?://' };

export const repKeys: Keys = {
  name: required('As customers know them.', text),
  email: required('Where notices go.', email),
  team: key('The team that routings name; of several the first is the rep’s own.', oneOrMore(name)),
  teams: key('As team.', oneOrMore(name)),
  calendar: key('The link under which a meeting can be booked.', webAddress),
  calendar_url: key('As calendar.', webAddress),
  weight: key('The share of the round robin: 0.5 is half of what others get. 1 when absent.', limited(0.01, 100)),
  active: key('false: gets nothing any more.', flag),
  away: key('Days on which they get nothing.', listOf(mapOf(awayKeys))),
  ...hoursKeys,
  ...zoneKeys,
  ...capacityKeys,
};

export const teamKeys: Keys = {
  team: required('The name of the whole team.', text),
  about: key('Anything worth knowing.', text),
  ...hoursKeys,
  ...zoneKeys,
  ...capacityKeys,
  reps: required(
    'Each rep by their key, as owners are named: nina.',
    named(mapOf(repKeys), { pattern: '^[A-Za-z0-9][A-Za-z0-9_-]{0,79}$' }),
  ),
};
