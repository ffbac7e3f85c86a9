import { describe, expect, it } from '@jest/globals';
import type { Wake } from '#libs/database/wake.store.js';
import { RepeatLoop } from './repeat.loop.js';

/** Promise.withResolvers, which Node 20 does not have. */
function withResolvers() {
  let resolve!: () => void;
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve };
}

function loop(round: () => Promise<number>, poll = 60_000) {
  const calls: (() => void)[] = [];
  const errors: unknown[] = [];
  const wake = { on: (_channel: string, call: () => void) => (calls.push(call), () => undefined) } as unknown as Wake;
  const repeat = new RepeatLoop({
    name: 'test',
    round,
    poll,
    lanes: 1,
    channels: ['inbox'],
    wake,
    onRound: () => undefined,
    onError: (_name, error) => errors.push(error),
  });
  repeat.start();
  return { repeat, errors, notify: () => calls.forEach((call) => call()) };
}

describe('a loop', () => {
  it('goes on at once while there is work, and sleeps when there is none', async () => {
    const left = [3, 2, 1, 0];
    let rounds = 0;
    const asleep = withResolvers();
    const { repeat } = loop(async () => {
      rounds += 1;
      const did = left.shift() ?? 0;
      if (did === 0) asleep.resolve();
      return did;
    });
    await asleep.promise;
    expect(rounds).toBe(4);
    await repeat.stop();
  });

  it('is woken by a notification, also by one that comes while a round looks for work', async () => {
    let rounds = 0;
    const third = withResolvers();
    const running = loop(async () => {
      rounds += 1;
      if (rounds === 1) running.notify();
      if (rounds === 2) setImmediate(() => running.notify());
      if (rounds === 3) third.resolve();
      return 0;
    });
    await third.promise;
    await running.repeat.stop();
    expect(rounds).toBe(3);
  });

  it('tells of a round that failed and goes on', async () => {
    let rounds = 0;
    const second = withResolvers();
    const { repeat, errors } = loop(async () => {
      rounds += 1;
      if (rounds === 1) throw new Error('the database is away');
      second.resolve();
      return 0;
    });
    await second.promise;
    await repeat.stop();
    expect(errors).toHaveLength(1);
  });

  it('stops only when the round under way has ended', async () => {
    const started = withResolvers();
    const finish = withResolvers();
    let ended = false;
    const { repeat } = loop(async () => {
      started.resolve();
      await finish.promise;
      ended = true;
      return 1;
    });
    await started.promise;
    const stopped = repeat.stop();
    finish.resolve();
    await stopped;
    expect(ended).toBe(true);
  });
});
