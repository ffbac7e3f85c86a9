// Everything that has happened, as one stream of lines (NDJSON): what a backtest reads, and a copy that needs no database.

import { Readable } from 'node:stream';
import { Controller, Get, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiQuery, ApiTags } from '@nestjs/swagger';
import { Pool } from 'pg';
import { writeHistoryLine } from '#libs/reporting/history-line.js';
import { type HistoryOptions, readHistory } from '#libs/reporting/history.store.js';
import { BadQuery } from '#libs/reporting/page-query.js';
import { ClockService } from '../clock/clock.service.js';
import { OfTheWholeCompany } from '../sight/limit-sight.service.js';

@ApiTags('export')
@Controller('api/export')
export class ExportController {
  constructor(
    private readonly pool: Pool,
    private readonly clock: ClockService,
  ) {}

  @Get('events')
  @OfTheWholeCompany()
  @ApiOperation({
    summary: 'Every event with its body, in the order of arrival, after the versions of the workspace; one JSON document a line.',
  })
  @ApiQuery({ name: 'from', required: false, schema: { type: 'string', format: 'date-time' }, description: 'Only events received since' })
  @ApiQuery({
    name: 'outcomes',
    required: false,
    schema: { enum: ['true'] },
    description: 'Then runs with their journals, people, accounts, deals and deliveries',
  })
  @ApiProduces('application/x-ndjson')
  @ApiOkResponse({
    description: 'Lines of kind history, workspace, event, …',
    content: {
      'application/x-ndjson': {
        schema: { type: 'object', required: ['kind'], properties: { kind: { type: 'string' } }, description: 'A line' },
      },
    },
  })
  async events(@Query('from') from: unknown, @Query('outcomes') outcomes: unknown): Promise<StreamableFile> {
    if (outcomes !== undefined && outcomes !== 'true') throw new BadQuery('"outcomes" must be "true", or left out');
    const at = from === undefined ? undefined : typeof from === 'string' ? Date.parse(from) : NaN;
    if (Number.isNaN(at)) throw new BadQuery('"from" must be a time like 2026-03-02T09:00:00Z');
    await this.clock.refresh();
    const options: HistoryOptions = {
      now: this.clock.now(),
      ...(at === undefined ? {} : { from: at }),
      withOutcomes: outcomes === 'true',
    };
    return new StreamableFile(Readable.from(this.lines(options), { objectMode: false, highWaterMark: 1 << 20 }), {
      type: 'application/x-ndjson',
    });
  }

  /** Many lines a chunk: a write for each would take longer than reading it. */
  private async *lines(options: HistoryOptions): AsyncGenerator<string> {
    let chunk = '';
    for await (const line of readHistory(this.pool, options)) {
      chunk += `${writeHistoryLine(line)}\n`;
      if (chunk.length < 256 * 1024) continue;
      yield chunk;
      chunk = '';
    }
    if (chunk !== '') yield chunk;
  }
}
