// Prometheus text: the bookkeeping of facts, the lag, and how long the loops take.

import { Controller, Get, Header } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { MetricsService } from '../metrics/metrics.service.js';
import { type Tally, TallyStore } from '../metrics/tally.store.js';

/** A count for each; `satisfies` keeps it whole. */
const counts = {
  accepted: 'Facts acknowledged',
  done: 'Facts that took effect, repetitions included',
  waiting: 'Facts acknowledged and not yet processed',
  setAside: 'Facts set aside as dead letters',
  duplicates: 'Repetitions among the done',
  rejected: 'Deliveries refused at the door',
  lagSeconds: 'Age of the oldest waiting fact, in seconds',
} as const satisfies Record<keyof Tally, string>;
const tallySchema = {
  type: 'object',
  required: Object.keys(counts),
  properties: Object.fromEntries(Object.entries(counts).map(([name, description]) => [name, { type: 'number', description }])),
};

@ApiTags('metrics')
@Controller()
export class MetricsController {
  constructor(
    private readonly metrics: MetricsService,
    private readonly tally: TallyStore,
  ) {}

  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4')
  @ApiOkResponse({ content: { 'text/plain': { schema: { type: 'string' } } } })
  @ApiOperation({ summary: 'Metrics in the Prometheus text format.' })
  text(): Promise<string> {
    return this.metrics.text();
  }

  @Get('api/tally')
  @ApiOkResponse({ schema: tallySchema })
  @ApiOperation({ summary: 'accepted = done + waiting + set aside, always.' })
  read(): Promise<Tally> {
    return this.tally.read();
  }
}
