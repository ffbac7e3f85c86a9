// A side of a backtest as whoever feeds it sees it: pages in, what happened out, in the same order.

import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { HandLine, HistoryEvent } from '#libs/reporting/history-line.js';
import type { PageOutcome, Standing } from '#libs/simulation/backtest/side.js';
import type { SideData } from './main.js';

export type SideRequest =
  { readonly kind: 'page'; readonly lines: readonly (HistoryEvent | HandLine)[] } | { readonly kind: 'end'; readonly now: number };

export type SideAnswer =
  | { readonly kind: 'page'; readonly outcome: PageOutcome; readonly failed: number }
  | { readonly kind: 'end'; readonly outcome: PageOutcome; readonly standing: Standing };

export class SideThread {
  private readonly worker: Worker;
  private readonly waiting: { readonly done: (answer: SideAnswer) => void; readonly failed: (error: Error) => void }[] = [];

  constructor(data: SideData) {
    this.worker = new Worker(fileURLToPath(new URL('./main.js', import.meta.url)), {
      workerData: data,
      // A third of it is what a collection looks through, and what it finds twice grows old: with 64 a tenth more of the time goes into it.
      resourceLimits: { maxYoungGenerationSizeMb: 192 },
    });
    this.worker.on('message', (answer: SideAnswer) => this.waiting.shift()?.done(answer));
    this.worker.on('error', (error) => {
      for (const { failed } of this.waiting.splice(0)) failed(error);
    });
  }

  ask(request: SideRequest): Promise<SideAnswer> {
    return new Promise((done, failed) => {
      this.waiting.push({ done, failed });
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
      this.worker.postMessage(request);
    });
  }

  async stop(): Promise<void> {
    await this.worker.terminate();
  }
}
