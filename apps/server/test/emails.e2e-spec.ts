// Emails as they would look, and mail of the local mailbox, as pages that can do nothing.

import { expect, test } from '@jest/globals';
import { useServer } from './server.fixture.js';

const server = useServer();

test('every email of the workspace is filled with its sample and lacks nothing', async () => {
  const { data } = (await server.get('/api/emails')).body as {
    data: { name: string; subject: string; text: string; missing: string[]; problem: null; sent: number }[];
  };
  expect(data.map(({ name }) => name)).toEqual(expect.arrayContaining(['book-a-call']));
  for (const { subject, text, missing, problem, sent } of data) {
    expect({ missing, problem, sent }).toEqual({ missing: [], problem: null, sent: 0 });
    expect(subject).not.toContain('{{');
    expect(text.length).toBeGreaterThan(10);
  }
});

test('what is shown of an email runs nothing, fetches nothing, and is framed by our own pages alone', async () => {
  await server.pool.query(
    `insert into mailbox (id, key, at, sender, recipient, template, subject, html, text, headers)
     values (5, 'k', now(), 'a@x.test', 'p@x.test', 't', 's', '<p>Hi<script>alert(1)</script></p>', 't', '{}')`,
  );
  for (const path of ['/api/emails/book-a-call/html', '/api/mailbox/5/html']) {
    const { status, headers, text } = await server.get(path);
    expect({ path, status, type: headers['content-type'] }).toEqual({ path, status: 200, type: 'text/html; charset=utf-8' });
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox; frame-ancestors 'self'",
    );
    expect(text).toContain('<p');
  }
});

test.each([
  ['/api/emails/nothing/html', 404],
  ['/api/mailbox/999/html', 404],
  ['/api/mailbox/x/html', 400],
])('%s is %d', async (path, status) => expect((await server.get(path)).status).toBe(status));
