// Raw limits (b) and (c): the same body parsed and answered 202 by a bare Nest + Fastify route, and by bare node:http.
// Run as a process of its own, so that it is measured as the server is: `node bare-servers.service.js nest|http PORT`.

import { Body, Controller, HttpCode, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { createServer } from 'node:http';

@Controller()
class BareController {
  @Post('v1/track')
  @HttpCode(202)
  track(@Body() body: Record<string, unknown>) {
    return { success: 'event' in body || 'batch' in body };
  }
}

@Module({ controllers: [BareController] })
class BareModule {}

const [kind, port] = [process.argv[2], Number(process.argv[3])];
if (kind === 'nest') {
  const app = await NestFactory.create(BareModule, new FastifyAdapter(), { logger: false });
  await app.listen(port, '127.0.0.1');
} else {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Record<string, unknown>;
      response.writeHead(202, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ success: 'event' in body || 'batch' in body }));
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
}
process.send?.('ready');
