import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DueQueue } from './due-queue.js';

test('whatever is put in and taken between, the earliest comes first, of two at one time the lower order', () => {
  const entry = fc.record({ at: fc.integer({ min: 0, max: 20 }), order: fc.nat(1000) });
  fc.assert(
    fc.property(fc.array(fc.option(entry)), (moves) => {
      const queue = new DueQueue<{ at: number; order: number }>();
      let known: { at: number; order: number }[] = [];
      for (const move of moves) {
        if (move !== null) {
          queue.push(move.at, move.order, move);
          known.push(move);
          continue;
        }
        known.sort((one, other) => one.at - other.at || one.order - other.order);
        const [least, ...rest] = known;
        expect(queue.first()?.at).toBe(least?.at);
        expect(queue.take()).toEqual(least);
        known = rest;
      }
      const left = known.map(() => queue.take()!);
      expect(left).toEqual([...left].sort((one, other) => one.at - other.at || one.order - other.order));
      expect(queue.take()).toBeUndefined();
    }),
  );
});
