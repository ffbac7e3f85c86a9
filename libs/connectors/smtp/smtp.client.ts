// Speaks SMTP through nodemailer's pool, and knows of each letter whether all of it was handed over: only then may a lost answer
// mean that it was taken. The server has a letter only after the last dot (RFC 5321, 4.1.1.4).

import { createTransport } from 'nodemailer';
import type { Letter } from '../contract.js';
import { bad, good, type TestAnswer } from '../test-answer.js';

export type SmtpSent =
  | { readonly ok: true; readonly response: string }
  | {
      readonly ok: false;
      /** The server's answer; null: none came. */
      readonly code: number | null;
      /** `RCPT TO`, `DATA`, `CONN`, …: what was said last. */
      readonly command: string;
      readonly message: string;
      /** Nobody can say whether it was taken. */
      readonly mayHaveArrived: boolean;
    };

export interface SmtpClient {
  /** Never rejects. */
  send(letter: Letter): Promise<SmtpSent>;
  /** Connects and signs in as for a letter, and sends none. Never rejects. */
  test(): Promise<TestAnswer>;
  /** Connections end when what they carry is handed over. */
  close(): void;
}

export interface SmtpPauses {
  /** ms; how long connecting, a greeting, a silence and a whole letter may take. */
  readonly connect: number;
  readonly silence: number;
  readonly letter: number;
}

const pauses: SmtpPauses = { connect: 10_000, silence: 30_000, letter: 60_000 };

/** @param url `smtp://user:password@host:587`; `smtps:` begins with TLS, `smtp:` takes STARTTLS where it is offered */
export function openSmtp(url: string, { connect, silence, letter: whole }: SmtpPauses = pauses): SmtpClient {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: 5,
    // The pool would send a letter again by itself when its connection broke; that is the outbox's to decide.
    maxRequeues: 0,
    connectionTimeout: connect,
    greetingTimeout: connect,
    socketTimeout: silence,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const handedOver = new WeakSet<object>();
  transport.use('stream', (mail, done) => {
    const { letter } = mail.data as { letter?: Letter };
    mail.message.processFunc((input) => {
      // Read to its end by the connection only after the server has said that it will listen (354).
      input.once('end', () => letter !== undefined && handedOver.add(letter));
      return input;
    });
    done();
  });
  return {
    send: async (letter) => {
      const { from, to, replyTo, subject, html, text, headers } = letter;
      const { 'Message-ID': messageId, ...others } = headers;
      // One attempt is one object: what is remembered of it is not what an earlier attempt left.
      const attempt = { ...letter };
      try {
        const mail = {
          letter: attempt,
          from: { name: from.name, address: from.email },
          to: { name: '', address: to },
          ...(replyTo === undefined ? {} : { replyTo }),
          envelope: { from: from.email, to: [to] },
          subject,
          html,
          text,
          ...(messageId === undefined ? {} : { messageId }),
          headers: others,
          signal: AbortSignal.timeout(whole),
        };
        const { response } = await transport.sendMail(mail);
        return { ok: true, response };
      } catch (error) {
        const { responseCode, command, message } = error as Error & { responseCode?: number; command?: string };
        const code = responseCode ?? null;
        return { ok: false, code, command: command ?? 'CONN', message, mayHaveArrived: code === null && handedOver.has(attempt) };
      }
    },
    test: async () => {
      const { host } = new URL(url);
      try {
        await transport.verify();
        return good(`${host} takes mail from here.`);
      } catch (error) {
        const { code = '', responseCode, syscall } = error as { code?: string; responseCode?: number; syscall?: string };
        if (code === 'EAUTH' || responseCode === 535) return bad(`${host} refuses the login.`, 'check user and password in SMTP_URL');
        if (code === 'ETLS' || (code === 'ESOCKET' && syscall !== 'connect'))
          return bad(
            `${host} and this server do not agree on encryption or the port.`,
            'smtps://…:465 begins with TLS, smtp://…:587 takes STARTTLS',
          );
        if (code === 'EDNS' || code === 'ENOTFOUND') return bad(`${host} has no address.`, 'check the host in SMTP_URL');
        return bad(
          `${host} does not answer${responseCode === undefined ? '' : ` as it should (${responseCode})`}.`,
          'check host and port in SMTP_URL, and that this machine may reach them',
        );
      }
    },
    close: () => transport.close(),
  };
}
