// The HTTP application: the doors of all sources on raw bodies and, behind them, the API with keys and problem+json, docs, pages.

import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { createServer, type RequestListener } from 'node:http';
import { stringifyJson } from '#libs/language/json.js';
import type { Settings } from '#libs/settings/settings.js';
import { HttpModule } from '../http.module.js';
import type { Doors } from './intake-doors.service.js';
import { openIntake } from './open-intake.service.js';
import { registerWebPages } from '../web/web-pages.plugin.js';
import { acceptMultipartForms } from './multipart-form.plugin.js';
import { problemSchema } from './schemas.js';
import { zipAnswers } from './zip-answers.plugin.js';

/** Milliseconds; longer than the minute after which most proxies let go, so that it is they who close. */
const keepAlive = 72_000;

export interface HttpOptions {
  /** false: the OpenAPI document is served, the page that shows it is not */
  readonly docsPage?: boolean;
  /** Where the built pages are; without them the API is all there is. */
  readonly webFolder?: string;
}

export async function makeHttp(
  settings: Settings,
  databaseUrl: string,
  { docsPage = true, webFolder }: HttpOptions = {},
): Promise<NestFastifyApplication> {
  let doors: Doors = () => false;
  const adapter = new FastifyAdapter({
    serverFactory: (behindTheDoors: RequestListener) => {
      const server = createServer((request, response) => {
        if (!doors(request, response)) behindTheDoors(request, response);
      });
      server.keepAliveTimeout = keepAlive;
      return server;
    },
    ...(settings.trustProxy === undefined ? {} : { trustProxy: [...settings.trustProxy] }),
    bodyLimit: 1_048_576,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 1000 },
  });
  const app = await NestFactory.create<NestFastifyApplication>(HttpModule.with(settings, databaseUrl), adapter, {
    logger: logLevels(settings.logLevel),
    abortOnError: false,
  });
  const fastify = adapter.getInstance();
  // A whole workspace comes at once: far more than an edit, and only from a key that may change something.
  fastify.addHook('onRoute', (route) => {
    if (route.url === '/api/plan' || route.url === '/api/apply') route.bodyLimit = 32 * 1_048_576;
  });
  // Numbers that a double cannot hold leave with the digits they came with.
  fastify.setReplySerializer((payload: unknown) => stringifyJson(payload));
  zipAnswers(fastify);
  acceptMultipartForms(fastify);
  doors = openIntake(fastify, app);
  if (webFolder !== undefined) registerWebPages(fastify, webFolder);
  SwaggerModule.setup('docs', app, () => openApi(app), { jsonDocumentUrl: 'docs/openapi.json', ui: docsPage });
  await app.init();
  return app;
}

function openApi(app: NestFastifyApplication) {
  const config = new DocumentBuilder()
    .setTitle('Millrace')
    .setDescription('Facts come in, decisions are pure, acts go out, and every change can say why.')
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
    .addBearerAuth()
    .addSecurityRequirements('bearer')
    .addGlobalResponse({
      status: '4XX',
      description: 'What was wrong, as problem+json',
      content: { 'application/problem+json': { schema: problemSchema } },
    } as never)
    .build();
  return SwaggerModule.createDocument(app, config);
}

function logLevels(level: Settings['logLevel']) {
  const levels = ['fatal', 'error', 'warn', 'log', 'debug', 'verbose'] as const;
  const last = { silent: -1, fatal: 0, error: 1, warn: 2, info: 3, debug: 4, trace: 5 }[level];
  return levels.slice(0, last + 1);
}
