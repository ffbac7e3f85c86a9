// The demo's voice. A person sees chapters and lines; with --json everything goes nowhere, so that stdout holds the document alone.

import { paint, type Paint } from './terminal.js';

export class Screen {
  readonly paint: Paint;

  constructor(private readonly silent: boolean) {
    this.paint = paint(process.stdout.isTTY && process.stdout.hasColors());
  }

  line(text: string): void {
    if (!this.silent) process.stdout.write(`${text}\n`);
  }

  heading(text: string): void {
    this.line(`\n${this.paint.bold(text)}`);
  }

  note(text: string): void {
    this.line(this.paint.dim(`  ${text}`));
  }

  happened(text: string): void {
    this.line(`  ${this.paint.green('✓')} ${text}`);
  }

  wrong(text: string): void {
    const line = `  ${this.paint.red('✗')} ${text}\n`;
    if (this.silent) process.stderr.write(line);
    else process.stdout.write(line);
  }

  /** Says what is being waited for, once it has taken a second. */
  async during<Result>(what: string, work: Promise<Result>): Promise<Result> {
    const started = performance.now();
    const timer = setInterval(() => this.note(`${what} … ${Math.round((performance.now() - started) / 1000)} s`), 1000);
    try {
      return await work;
    } finally {
      clearInterval(timer);
    }
  }
}
