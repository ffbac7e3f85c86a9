// How much of what is to be gone through has been, on stderr: one line that is written anew on a terminal; nothing elsewhere, and
// nothing of what is done within a second.

const quietMs = 1000;

export class CountProgress {
  private readonly begun = performance.now();
  private hasLine = false;

  constructor(private readonly what: string) {}

  tell(done: number, of: number): void {
    if (!process.stderr.isTTY || performance.now() - this.begun < quietMs) return;
    const percent = of === 0 ? 0 : Math.min(100, Math.floor((100 * done) / of));
    process.stderr.write(`\r${'█'.repeat(percent / 5).padEnd(20, '░')} ${percent} %, ${done.toLocaleString('en-US')} ${this.what}\u001B[K`);
    this.hasLine = true;
  }

  end(): void {
    if (this.hasLine) process.stderr.write('\r\u001B[K');
  }
}
