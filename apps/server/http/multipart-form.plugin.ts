// Mail programs may send one-click unsubscribing as a multipart form (RFC 8058, 3.2). What it says is always the same: it is let
// in and not read.

import type { FastifyInstance } from 'fastify';

export function acceptMultipartForms(fastify: FastifyInstance): void {
  fastify.addContentTypeParser('multipart/form-data', { parseAs: 'string', bodyLimit: 10_000 }, (_request, _body, done) =>
    done(null, null),
  );
}
