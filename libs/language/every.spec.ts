import { describe, expect, test } from '@jest/globals';
import { workspaceOf } from '#libs/testing/small-workspace.js';
import { everyName, nextEvery, parseEvery, timesOfEvery, zonesOfEvery } from './every.js';
import type { Zone } from './zone-of.js';

const every = (written: string, zone: Zone = 'workspace') => ({ time: parseEvery(written)!, zone });
const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());

describe('every is written', () => {
  test.each([
    ['09:00', '09:00 workspace'],
    ['mon 09:00', 'mon 09:00 workspace'],
    [' Mon  9:00 ', 'mon 09:00 workspace'],
    ['mon-fri 09:00', 'mon-fri 09:00 workspace'],
    ['mon, thu 17:30', 'mon,thu 17:30 workspace'],
    ['mon,tue,wed 08:00', 'mon-wed 08:00 workspace'],
    ['sat-mon 08:00', 'mon,sat,sun 08:00 workspace'],
    ['mon-sun 08:00', '08:00 workspace'],
  ])('%j is the trigger %s', (written, name) => {
    expect(everyName(every(written))).toBe(name);
  });

  test.each(['', 'mon', '9', '24:00', 'monday 09:00', 'mon 09:00 owner', 'mon 9am', '09:00 mon', 'mon-fri'])('%j is refused', (written) => {
    expect(parseEvery(written)).toBeUndefined();
  });
});

describe('it comes', () => {
  const friday = Date.parse('2026-11-27T12:00:00Z');

  test('by the soonest of the clocks', () => {
    const at = (zones: readonly string[]) => iso(nextEvery(every('mon 09:00'), zones, friday));
    expect(at(['Europe/Berlin'])).toBe('2026-11-30T08:00:00.000Z');
    expect(at(['America/New_York', 'Asia/Tokyo'])).toBe('2026-11-30T00:00:00.000Z');
  });

  test('after a moment, not in it: what was told is not told again', () => {
    const at = Date.parse('2026-11-30T08:00:00Z');
    expect(iso(nextEvery(every('mon 09:00'), ['Europe/Berlin'], at))).toBe('2026-12-07T08:00:00.000Z');
  });

  test('once a day where the clock is put forward over it, and once where the hour is repeated', () => {
    const days = (from: string, to: string) => {
      const found: (string | null)[] = [];
      for (let at = nextEvery(every('02:30'), ['Europe/Berlin'], Date.parse(from)); at <= Date.parse(to);) {
        found.push(iso(at));
        at = nextEvery(every('02:30'), ['Europe/Berlin'], at);
      }
      return found;
    };
    expect(days('2026-03-28T00:00:00Z', '2026-03-30T12:00:00Z')).toEqual([
      '2026-03-28T01:30:00.000Z',
      '2026-03-29T01:30:00.000Z',
      '2026-03-30T00:30:00.000Z',
    ]);
    expect(days('2026-10-24T00:00:00Z', '2026-10-26T12:00:00Z')).toEqual([
      '2026-10-24T00:30:00.000Z',
      '2026-10-25T00:30:00.000Z',
      '2026-10-26T01:30:00.000Z',
    ]);
  });

  test('however often it was missed, as the last one', () => {
    const at = (since: string, until: string) => iso(timesOfEvery(every('09:00'), Date.parse(since), Date.parse(until))('Europe/Berlin'));
    expect(at('2026-11-24T08:00:00Z', '2026-11-27T12:00:00Z')).toBe('2026-11-27T08:00:00.000Z');
    expect(at('2026-11-24T08:00:00Z', '2026-11-25T08:00:00Z')).toBe('2026-11-25T08:00:00.000Z');
    expect(at('2026-11-24T08:00:00Z', '2026-11-25T07:59:59Z')).toBeNull();
  });
});

describe('the clocks by which it can come', () => {
  const team =
    'team: Sales\nreps:\n  nina: { name: Nina, email: n@acme.example, team: enterprise, hours: "09:00-17:00", time_zone: Asia/Tokyo }\n  omar: { name: Omar, email: o@acme.example, team: enterprise }\n';
  const workspace = workspaceOf({ 'team.yaml': team });

  test.each<[string, Zone, readonly string[]]>([
    ['the workspace', 'workspace', ['Europe/Berlin']],
    ['a zone itself', { iana: 'Asia/Tokyo' }, ['Asia/Tokyo']],
    ['owners: each rep’s, and the workspace’s for who has none', 'owner', ['Europe/Berlin', 'Asia/Tokyo']],
  ])('of %s', (_title, zone, zones) => {
    expect(zonesOfEvery(every('09:00', zone), workspace)).toEqual(zones);
  });

  test('of people are all there are, those at sea too', () => {
    expect(zonesOfEvery(every('09:00', 'person'), workspace)).toEqual(
      expect.arrayContaining(['Europe/Berlin', 'America/New_York', 'Asia/Tokyo', 'UTC', 'Etc/GMT+12', 'Etc/GMT-14']),
    );
  });
});
