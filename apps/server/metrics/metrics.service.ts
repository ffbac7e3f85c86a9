// What /metrics says. Loops may run in a thread of their own; they send what they measured, this side keeps the histogram.

import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { type Tally, TallyStore } from './tally.store.js';

@Injectable()
export class MetricsService {
  private readonly registry = new Registry();
  private readonly rounds = new Histogram({
    name: 'millrace_loop_duration_seconds',
    help: 'How long one round of a loop took that had something to do',
    labelNames: ['loop'],
    buckets: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5],
    registers: [this.registry],
  });
  private readonly gauges: readonly { readonly of: keyof Tally; readonly gauge: Gauge }[] = (
    [
      ['accepted', 'accepted_total', 'Facts acknowledged'],
      ['done', 'done_total', 'Facts that took effect, repetitions included'],
      ['waiting', 'waiting', 'Facts acknowledged and not yet processed'],
      ['setAside', 'set_aside', 'Facts set aside as dead letters'],
      ['duplicates', 'duplicates_total', 'Repetitions among the done'],
      ['rejected', 'rejected_total', 'Deliveries refused at the door'],
      ['lagSeconds', 'lag_seconds', 'Age of the oldest waiting fact'],
    ] as const
  ).map(([of, name, help]) => ({ of, gauge: new Gauge({ name: `millrace_events_${name}`, help, registers: [this.registry] }) }));

  constructor(private readonly tally: TallyStore) {
    collectDefaultMetrics({ register: this.registry });
  }

  observeRound(loop: string, seconds: number): void {
    this.rounds.observe({ loop }, seconds);
  }

  async text(): Promise<string> {
    const tally = await this.tally.read();
    for (const { of, gauge } of this.gauges) gauge.set(tally[of]);
    return this.registry.metrics();
  }
}
