// Server-sent events for the open pages. A browser comes back by itself with Last-Event-ID and is told what it missed, or to read anew.

import { Controller, Get, Headers, type OnModuleDestroy, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { ServerResponse } from 'node:http';
import { sight } from '#libs/database/sighted-pool.store.js';
import { SightStore } from '#libs/reporting/sight/sight.store.js';
import { type Visitor, VisitorOfRequest } from '../http/key.guard.js';
import { type LiveMessage, LiveService } from './live.service.js';

const beat = 20_000;
/** A page comes back after that long and shows again who it is: a session that was ended hears nothing more. */
const longest = 10 * 60_000;
const waitingBytes = 1_000_000;

@ApiTags('live')
@Controller('api')
export class LiveController implements OnModuleDestroy {
  private readonly streams = new Set<ServerResponse>();

  constructor(
    private readonly live: LiveService,
    private readonly store: SightStore,
  ) {}

  onModuleDestroy(): void {
    for (const stream of this.streams) stream.end();
  }

  @Get('live')
  @ApiOperation({ summary: 'Server-sent events: `deals` with the ids of deals that have changed, `reset` when all should be read anew.' })
  @ApiOkResponse({ content: { 'text/event-stream': { schema: { type: 'string' } } } })
  stream(@Headers('last-event-id') lastId: string | undefined, @VisitorOfRequest() _: Visitor, @Res() reply: FastifyReply): void {
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
    raw.write('retry: 1000\n\n');
    this.streams.add(raw);
    const tell = (message: LiveMessage) => {
      // Who does not read is let go: it comes back with its Last-Event-ID.
      if (raw.writableLength > waitingBytes) raw.destroy();
      else raw.write(lines(message));
    };
    const seen = sight.getStore();
    let told = Promise.resolve();
    const close = this.live.open(lastId, (message) => {
      const { ids } = message.data;
      if (seen === undefined) return tell(message);
      // One after the other: the order is what Last-Event-ID counts on. When it cannot be asked what is seen, the page comes back later.
      told = told
        .then(async () => {
          const toTell = ids === undefined ? undefined : await this.store.dealsToTell(seen, ids);
          if (toTell === undefined) tell(message);
          else if (toTell.length > 0) tell({ ...message, data: { ids: toTell } });
        })
        .catch(() => raw.destroy() as never);
    });
    const beats = setInterval(() => raw.write(':\n\n'), beat);
    const end = setTimeout(() => raw.end(), longest);
    raw.on('close', () => {
      this.streams.delete(raw);
      clearInterval(beats);
      clearTimeout(end);
      close();
    });
  }
}

function lines({ id, event, data }: LiveMessage): string {
  return `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
