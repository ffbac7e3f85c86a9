// Serves the built pages, which are few and stay in memory. Every path that is not the API's answers with the one page; a missing asset
// stays missing. Styles that the page makes at run time carry the nonce of this answer; scripts come from files alone.

import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const notPages = /^\/(api|v1|docs|health|assets|metrics|u)(\/|$)/;
const placeholder = '{{nonce}}';
const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

interface Asset {
  readonly type: string;
  readonly plain: Buffer;
  zipped?: Buffer;
}

/** @param folder of the build (`dist/web`); without one there are no pages, and the API is all there is */
export function registerWebPages(fastify: FastifyInstance, folder: string): void {
  const file = join(folder, 'index.html');
  if (!existsSync(file)) return;
  const page = readFileSync(file, 'utf8');
  const assets = readAssets(join(folder, 'assets'));
  fastify.addHook('onRequest', async ({ method, url, headers }: FastifyRequest, reply: FastifyReply) => {
    if (method !== 'GET' && method !== 'HEAD') return undefined;
    const path = url.split('?')[0]!;
    const asset = assets.get(path);
    if (asset !== undefined) return sendAsset(asset, /\bgzip\b/.test(headers['accept-encoding'] ?? ''), reply);
    if (notPages.test(path) || !(headers.accept ?? '').includes('text/html')) return undefined;
    const nonce = randomBytes(16).toString('base64');
    return reply
      .headers({
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-store',
        'content-security-policy': policy(nonce),
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'permissions-policy': 'camera=(), microphone=(), geolocation=()',
      })
      .send(page.replaceAll(placeholder, nonce));
  });
}

function readAssets(folder: string): ReadonlyMap<string, Asset> {
  if (!existsSync(folder)) return new Map();
  const names = readdirSync(folder).filter((name) => Object.hasOwn(types, extname(name)));
  return new Map(names.map((name) => [`/assets/${name}`, { type: types[extname(name)]!, plain: readFileSync(join(folder, name)) }]));
}

/** Names carry a hash of the content: a browser keeps them for good. */
function sendAsset(asset: Asset, wantsGzip: boolean, reply: FastifyReply): FastifyReply {
  void reply.headers({
    'content-type': asset.type,
    'cache-control': 'public, max-age=31536000, immutable',
    'x-content-type-options': 'nosniff',
    vary: 'accept-encoding',
  });
  if (!wantsGzip) return reply.send(asset.plain);
  asset.zipped ??= gzipSync(asset.plain, { level: 9 });
  return reply.header('content-encoding', 'gzip').send(asset.zipped);
}

function policy(nonce: string): string {
  return [
    `default-src 'none'`,
    `script-src 'self'`,
    `style-src 'self' 'nonce-${nonce}'`,
    `img-src 'self' data:`,
    `font-src 'self'`,
    `connect-src 'self'`,
    // Previews of mail: pages of ours that may do nothing.
    `frame-src 'self'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
  ].join('; ');
}
