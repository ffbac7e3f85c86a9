// Prometheus text: the bookkeeping of facts, the lag, and how long the loops take.

import { Controller, Get, Header } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { MetricsService } from '../metrics/metrics.service.js';
import { type Tally, TallyStore } from '../metrics/tally.store.js';

@ApiTags('metrics')
@Controller()
export class MetricsController {
  constructor(
    private readonly metrics: MetricsService,
    private readonly tally: TallyStore,
  ) {}

  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4')
  @ApiProduces('text/plain')
  @ApiOperation({ summary: 'Metrics in the Prometheus text format.' })
  text(): Promise<string> {
    return this.metrics.text();
  }

  @Get('api/tally')
  @ApiOperation({ summary: 'accepted = done + waiting + set aside, always.' })
  read(): Promise<Tally> {
    return this.tally.read();
  }
}
