// The letter that tells a rep something: plain words of a workflow, and what they are about.

import Handlebars from 'handlebars';
import type { Letter } from '#libs/connectors/contract.js';
import type { Value } from '#libs/language/value.js';
import type { Sender } from '#libs/language/workspace.js';
import { manyLines, oneLine } from './one-line.js';

export interface NoticeEnvelope {
  readonly to: string;
  readonly messageId: string;
  readonly from: Pick<Sender, 'name' | 'email'>;
}

const subjects = [
  ['deal_id', 'deal'],
  ['account_id', 'account'],
  ['person_id', 'person'],
] as const;

/** @param payload of `notify.rep`: `text`, and ids of what it is about */
export function renderNotice(payload: Readonly<Record<string, Value>>, { to, messageId, from }: NoticeEnvelope): Letter {
  const said = manyLines(typeof payload['text'] === 'string' ? payload['text'] : '').trim();
  const about = subjects.flatMap(([key, name]) => (typeof payload[key] === 'string' ? [`${name} ${payload[key]}`] : []));
  const workflow = typeof payload['workflow'] === 'string' ? [`workflow ${payload['workflow']}`] : [];
  const footer = oneLine([...workflow, ...about].join(' · '));
  const first = said.split('\n')[0] ?? '';
  const escape = (text: string): string => Handlebars.Utils.escapeExpression(text);
  return {
    from: { name: oneLine(from.name), email: oneLine(from.email) },
    to,
    subject: oneLine(first, 120) || 'A word from your workflows',
    html: `<p style="white-space:pre-line">${escape(said)}</p>${footer === '' ? '' : `\n<p style="color:#667085;font-size:12px">${escape(footer)}</p>`}\n`,
    text: footer === '' ? `${said}\n` : `${said}\n\n-- \n${footer}\n`,
    // Answering machines stay silent to what says this (RFC 3834).
    headers: { 'Message-ID': messageId, 'Auto-Submitted': 'auto-generated' },
    template: null,
  };
}
