// How far it is, on stderr: one line that is written anew on a terminal, a line every ten seconds elsewhere.

import { plainTime } from '#libs/audit/plain-text.js';

export class EventsProgress {
  private readonly begun = performance.now();
  private told = performance.now();
  private hasLine = false;

  constructor(private readonly what: string) {}

  /** @param at how far the history's time is (epoch ms) */
  tell(count: number, at: number): void {
    const now = performance.now();
    const { isTTY } = process.stderr;
    if (now - this.told < (isTTY ? 200 : 10_000)) return;
    this.told = now;
    const speed = Math.round(count / ((now - this.begun) / 1000));
    const line = `${count.toLocaleString('en-US')} ${this.what}, ${speed.toLocaleString('en-US')} a second, at ${plainTime(at)}`;
    process.stderr.write(isTTY ? `\r${line}\u001B[K` : `${line}\n`);
    this.hasLine = isTTY;
  }

  end(): void {
    if (this.hasLine) process.stderr.write('\r\u001B[K');
  }
}
