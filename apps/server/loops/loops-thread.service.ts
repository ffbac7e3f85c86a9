// The loops in a thread of their own, so that a batch never stalls a request. The thread ends with the process, also by kill -9.

import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Settings } from '#libs/settings/settings.js';
import type { MetricsService } from '../metrics/metrics.service.js';
import type { LoopsPart } from './start-loops.service.js';

export interface LoopsData {
  readonly settings: Settings;
  readonly databaseUrl: string;
  readonly part: LoopsPart;
}

/** From the thread. */
export type LoopsMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'round'; readonly loop: string; readonly seconds: number }
  | { readonly kind: 'error'; readonly loop: string; readonly text: string };

const restartPause = 1000;

export class LoopsThread {
  private worker: Worker | undefined;
  private stopping = false;

  constructor(
    private readonly settings: Settings,
    private readonly databaseUrl: string,
    private readonly metrics: MetricsService,
    private readonly part: LoopsPart,
  ) {}

  /** Resolves when the loops run. */
  start(): Promise<void> {
    const data: LoopsData = { settings: this.settings, databaseUrl: this.databaseUrl, part: this.part };
    const worker = new Worker(fileURLToPath(new URL('./main.js', import.meta.url)), {
      workerData: data,
      // Batches make much that is soon forgotten: with the default of 16 MB a fifth of the time went into collecting it.
      resourceLimits: { maxYoungGenerationSizeMb: 192 },
    });
    this.worker = worker;
    return new Promise((resolve, reject) => {
      worker.on('message', (message: LoopsMessage) => {
        if (message.kind === 'ready') resolve();
        if (message.kind === 'round') this.metrics.observeRound(message.loop, message.seconds);
        if (message.kind === 'error') this.tell(`${message.loop}: ${message.text}`);
      });
      worker.once('error', (error) => {
        this.tell(`the loops' thread ended: ${error.message}`);
        reject(error);
      });
      worker.once('exit', () => {
        // What it was doing is rolled back by Postgres; the next thread takes it up.
        if (!this.stopping) setTimeout(() => void this.start().catch(() => undefined), restartPause).unref();
      });
    });
  }

  /** Resolves when the rounds under way have ended. */
  async stop(): Promise<void> {
    this.stopping = true;
    const { worker } = this;
    if (worker === undefined) return;
    const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    worker.postMessage('stop');
    const timer = setTimeout(() => void worker.terminate(), this.settings.shutdownGrace);
    await ended;
    clearTimeout(timer);
  }

  private tell(line: string): void {
    if (this.settings.logLevel !== 'silent') process.stderr.write(`${line}\n`);
  }
}
