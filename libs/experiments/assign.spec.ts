import { describe, expect, it, test } from '@jest/globals';
import { armOf, isHeldOut, positionOf } from './assign.js';

const ids = Array.from({ length: 4000 }, (_, n) => String(n + 1));
const share = (of: readonly string[], holds: (id: string) => boolean) => of.filter(holds).length / of.length;

describe('a split hashes subject and experiment', () => {
  it('is the same whenever it is asked', () => {
    expect(positionOf('re-engage', '42')).toBe(positionOf('re-engage', '42'));
    expect(positionOf('re-engage', '42')).toBeCloseTo(0.94726, 5);
  });

  it('differs between subjects and between experiments', () => {
    expect(new Set(ids.map((id) => positionOf('a', id))).size).toBe(ids.length);
    expect(positionOf('a', '1')).not.toBe(positionOf('b', '1'));
    // "a1" + "2" is not "a" + "12".
    expect(positionOf('a1', '2')).not.toBe(positionOf('a', '12'));
  });

  it.each([0.01, 0.1, 0.5])('holds out a share of %s', (holdout) => {
    expect(Math.abs(share(ids, (id) => isHeldOut('re-engage', id, holdout)) - holdout)).toBeLessThan(0.02);
  });

  it('holds out nobody at 0 and everybody at 1', () => {
    expect(share(ids, (id) => isHeldOut('x', id, 0))).toBe(0);
    expect(share(ids, (id) => isHeldOut('x', id, 1))).toBe(1);
  });

  it('of two experiments says nothing about the other: those held out of one are spread over both arms of the next', () => {
    const held = ids.filter((id) => isHeldOut('one', id, 0.2));
    expect(Math.abs(share(held, (id) => isHeldOut('other', id, 0.5)) - 0.5)).toBeLessThan(0.06);
  });
});

describe('arms', () => {
  const arms = [
    { name: 'plain', share: 70 },
    { name: 'video', share: 30 },
  ];
  it('get the share that is written, whatever their sum is', () => {
    expect(Math.abs(share(ids, (id) => armOf('s', id, arms) === 'plain') - 0.7)).toBeLessThan(0.02);
    const thirds = ['a', 'b', 'c'].map((name) => ({ name, share: 1 }));
    for (const { name } of thirds) expect(Math.abs(share(ids, (id) => armOf('t', id, thirds) === name) - 1 / 3)).toBeLessThan(0.03);
  });

  test('a holdout that grows keeps those who were held out', () => {
    const few = ids.filter((id) => isHeldOut('g', id, 0.1));
    expect(few.every((id) => isHeldOut('g', id, 0.2))).toBe(true);
  });

  it('without arms is a fault of the caller', () => {
    expect(() => armOf('s', '1', [])).toThrow(RangeError);
  });
});
