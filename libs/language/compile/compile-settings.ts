// workspace.yaml: the company, its time zone and currency, and who e-mail is from.

import type { Sender } from '../workspace.js';
import type { WrittenYaml } from '../yaml/written-yaml.js';
import type { Reading } from './reading.js';
import { describeValue } from './describe-value.js';

export interface WorkspaceSettings {
  readonly name: string;
  readonly timeZone: string;
  readonly currency: string;
  readonly sender: Sender;
}

export function compileSettings(root: WrittenYaml, read: Reading): WorkspaceSettings | undefined {
  read.onlyKeys(root, ['workspace', 'time_zone', 'currency', 'sender']);
  const name = read.text(root.at('workspace'), "the workspace's name");
  const timeZone = readTimeZone(root, read);
  const currency = readCurrency(root, read);
  const written = read.required(root, 'sender', 'sender: { name: …, email: … }');
  const sender = written === undefined ? undefined : compileSender(written, read);
  if (name === undefined || timeZone === undefined || currency === undefined || sender === undefined) return undefined;
  return { name, timeZone, currency, sender };
}

function readTimeZone(root: WrittenYaml, read: Reading): string | undefined {
  if (!root.has('time_zone')) return 'UTC';
  const text = read.text(root.at('time_zone'), 'a time zone');
  if (text === undefined) return undefined;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone === '' ? undefined : text;
  } catch {
    read.problem(
      'E209',
      `${describeValue(text)} is no time zone`,
      root.at('time_zone').place,
      'an IANA name, as Europe/Berlin or America/New_York',
    );
    return undefined;
  }
}

function readCurrency(root: WrittenYaml, read: Reading): string | undefined {
  if (!root.has('currency')) return 'usd';
  const text = read.text(root.at('currency'), 'a currency');
  if (text === undefined) return undefined;
  if (Intl.supportedValuesOf('currency').includes(text.toUpperCase())) return text.toLowerCase();
  read.problem('E209', `${describeValue(text)} is no currency`, root.at('currency').place, 'three letters of ISO 4217, as usd or eur');
  return undefined;
}

function compileSender(written: WrittenYaml, read: Reading): Sender | undefined {
  if (!read.map(written, 'the sender', '{ name: …, email: … }')) return undefined;
  read.onlyKeys(written, ['name', 'email', 'reply_to', 'address']);
  const name = read.required(written, 'name', 'name: …');
  const email = read.required(written, 'email', 'email: hello@example.com');
  const senderName = name && read.text(name, "the sender's name");
  const address = email && readEmailAddress(email, read);
  const replyTo = written.has('reply_to') ? readEmailAddress(written.at('reply_to'), read) : undefined;
  const postal = written.has('address') ? read.text(written.at('address'), 'the postal address') : undefined;
  if (senderName === undefined || address === undefined) return undefined;
  return {
    name: senderName,
    email: address,
    ...(replyTo === undefined ? {} : { replyTo }),
    ...(postal === undefined ? {} : { address: postal }),
  };
}

export function readEmailAddress(written: WrittenYaml, read: Reading): string | undefined {
  const text = read.text(written, 'an e-mail address');
  if (text === undefined) return undefined;
  if (/^[^\s@<>"',;]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+$/.test(text)) return text;
  read.problem('E209', `${describeValue(text)} is no e-mail address`, written.place, 'as in nina@example.com');
  return undefined;
}
