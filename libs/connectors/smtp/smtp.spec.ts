import { afterEach, describe, expect, test } from '@jest/globals';
import { createServer, type Server } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import type { Delivered, Letter } from '../contract.js';
import { smtpActions } from './smtp.action.js';
import { openSmtp } from './smtp.client.js';
import { understandFailure } from './understand-reply.js';

const letter: Letter = {
  from: { name: 'Acme, Inc.', email: 'hello@acme.example' },
  to: 'ana@shop.test',
  replyTo: 'sales@acme.example',
  subject: 'Hi Ána',
  html: '<p>Hi</p>',
  text: 'Hi',
  headers: {
    'Message-ID': '<1@acme.example>',
    'List-Unsubscribe': '<https://crm.test/u/x>',
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  },
  template: 'welcome',
};
const closers: (() => void)[] = [];
afterEach(() => closers.splice(0).forEach((close) => close()));

async function smtpServer(options: Partial<SMTPServerOptions>): Promise<string> {
  const server = new SMTPServer({ authOptional: true, disabledCommands: ['STARTTLS'], ...options });
  server.on('error', () => undefined);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  closers.push(() => server.close(() => undefined));
  return `smtp://127.0.0.1:${(server.server.address() as { port: number }).port}`;
}

function send(url: string, times = { connect: 2000, silence: 2000, letter: 4000 }): Promise<Delivered> {
  const client = openSmtp(url, times);
  closers.push(() => client.close());
  const [action] = smtpActions;
  return action!.perform({ id: '1', key: 'k', action: 'email.send', to: letter.to, payload: {}, attempts: 0, letter }, client);
}

const refusing = (responseCode: number, message: string) => Object.assign(new Error(message), { responseCode });

/** A server that speaks so far, then closes. */
async function speaking(...answers: readonly string[]): Promise<string> {
  const server: Server = createServer((socket) => {
    const left = [...answers];
    let text = '';
    let inData = false;
    socket.on('error', () => undefined);
    const next = () => {
      const answer = left.shift();
      if (answer === undefined) return socket.destroy();
      inData = answer.startsWith('354');
      return socket.write(`${answer}\r\n`);
    };
    next();
    socket.on('data', (bytes) => {
      text += bytes.toString('latin1');
      for (let end = text.indexOf(inData ? '\r\n.\r\n' : '\r\n'); end >= 0; end = text.indexOf(inData ? '\r\n.\r\n' : '\r\n')) {
        text = text.slice(end + (inData ? 5 : 2));
        inData = false;
        next();
      }
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  closers.push(() => server.close());
  return `smtp://127.0.0.1:${(server.address() as { port: number }).port}`;
}
const untilData = ['220 hi', '250 hello', '250 sender ok', '250 recipient ok'];

describe('a letter over SMTP', () => {
  test('arrives with its headers and both bodies', async () => {
    let parsed: ParsedMail | undefined;
    const url = await smtpServer({
      onData: (stream, _session, done) => {
        simpleParser(stream, (error: Error | null, mail) => {
          parsed = mail;
          done(error);
        });
      },
    });
    expect(await send(url)).toMatchObject({ kind: 'done', answer: { message_id: '<1@acme.example>' } });
    expect(parsed).toMatchObject({ subject: 'Hi Ána', messageId: '<1@acme.example>', text: 'Hi' });
    expect(parsed?.from?.value).toEqual([{ name: 'Acme, Inc.', address: 'hello@acme.example' }]);
    expect(parsed?.html).toContain('<p>Hi</p>');
    const raw = parsed?.headerLines.map(({ line }) => line.replace(/\r\n\s+/g, ' '));
    expect(raw).toContain('List-Unsubscribe: <https://crm.test/u/x>');
    expect(raw).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
  });

  test.each([
    ['recipient later', { onRcptTo: refusing(450, '4.2.0 greylisted') }, { kind: 'retry' }],
    ['recipient never', { onRcptTo: refusing(550, '5.1.1 no such user') }, { kind: 'failed', isBounce: true }],
    ['message later', { onData: refusing(451, '4.3.0 try again') }, { kind: 'retry' }],
    ['message never', { onData: refusing(554, '5.7.1 looks like spam') }, { kind: 'failed' }],
  ])('%s', async (_title, refusal, expected) => {
    const { onRcptTo, onData } = refusal as { onRcptTo?: Error; onData?: Error };
    const url = await smtpServer({
      ...(onRcptTo === undefined ? {} : { onRcptTo: (_address, _session, done) => done(onRcptTo) }),
      onData: (stream, _session, done) => {
        stream.on('end', () => done(onData)).resume();
      },
    });
    expect(await send(url)).toEqual({ reason: expect.stringContaining('.'), ...expected });
  });

  test('promise 3: an answer lost after all of it was handed over is unknown', async () => {
    expect(await send(await speaking(...untilData, '354 go on'))).toMatchObject({
      kind: 'unknown',
      reason: expect.stringContaining('handed over'),
    });
  });

  test('promise 3: a connection lost before that is tried again, for nothing can have arrived', async () => {
    for (let said = 0; said <= untilData.length; said += 1)
      expect(await send(await speaking(...untilData.slice(0, said)))).toMatchObject({ kind: 'retry' });
  });

  test('no connection is tried again', async () => {
    expect(await send('smtp://127.0.0.1:1')).toMatchObject({ kind: 'retry', reason: expect.stringContaining('ECONNREFUSED') });
  });
});

describe('an SMTP refusal', () => {
  const refused = (code: number, message: string, command = 'RCPT TO') =>
    understandFailure({ code, command, message, mayHaveArrived: false });

  test.each([
    ['550 no such user', true],
    ['550 5.1.1 no such user', true],
    ['550 5.1.10 null MX', true],
    ['550 5.2.1 mailbox disabled', true],
    ['552 5.2.2 mailbox full', undefined],
    ['550 5.7.1 relaying denied', undefined],
    ['554 5.7.1 blocked', undefined],
    ['530 authentication required', undefined],
  ])('%s: the address is dead: %s', (message, isBounce) => {
    expect(refused(Number(message.slice(0, 3)), message)).toEqual({ kind: 'failed', reason: message, ...(isBounce ? { isBounce } : {}) });
  });

  test('a login that fails waits for the right password', () => {
    expect(refused(535, 'Invalid login', 'AUTH PLAIN')).toEqual({
      kind: 'retry',
      reason: 'Invalid login (check user and password in SMTP_URL)',
    });
  });
});
