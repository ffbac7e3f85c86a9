// Working hours: of the company, of the whole team, of one rep.

import { oneOrMore, text } from './fragments.js';
import { key, type Keys } from './key.js';

export const hoursKeys: Keys = {
  hours: key('From when to when, as "09:00-17:00".', { type: 'string', pattern: '^\\s*\\d\\d:\\d\\d\\s*-\\s*\\d\\d:\\d\\d\\s*$' }),
  days: key('On which days: mon-fri, or [mon, wed].', oneOrMore({ type: 'string', pattern: '^[A-Za-z]{3}(\\s*-\\s*[A-Za-z]{3})?$' })),
};

export const zoneKeys: Keys = { time_zone: key('The zone of these hours (IANA name).', text) };

/** How many open deals a rep can have at once. */
export const capacityKeys: Keys = {
  capacity: key('How many open deals a rep can have at once.', { type: 'integer', minimum: 0, maximum: 100_000 }),
};
