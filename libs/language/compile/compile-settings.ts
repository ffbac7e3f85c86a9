// workspace.yaml: the company, its time zone, currency and business hours, who e-mail is from, and what holds where a file says nothing.

import { businessHoursKeys, defaultsKeys, senderKeys, workspaceKeys } from '../keys/workspace-keys.js';
import type { NoAnswer } from '../team.js';
import type { WorkingHours } from '../working-hours.js';
import type { RepsSee, Sender } from '../workspace.js';
import type { WrittenYaml } from '../yaml/written-yaml.js';
import { compileHours } from './compile-hours.js';
import { readTimeZone } from './read-time-zone.js';
import type { Reading } from './reading.js';
import { describeValue } from './describe-value.js';

export interface WorkspaceSettings {
  readonly name: string;
  readonly timeZone: string;
  readonly currency: string;
  readonly sender: Sender;
  readonly repsSee: RepsSee;
  readonly businessHours?: WorkingHours;
  readonly defaults: WorkspaceDefaults;
}

/** What holds where a team, a routing or a pipeline says nothing of its own. Durations in ms. */
export interface WorkspaceDefaults {
  readonly capacity?: number;
  readonly answerWithin?: number;
  readonly onNoAnswer?: NoAnswer;
  readonly repEditsHold?: number;
}

const seen = ['everything', 'team', 'own'] as const;

export const noAnswers = ['reassign', 'remind', 'fallback'] as const;

export function compileSettings(root: WrittenYaml, read: Reading): WorkspaceSettings | undefined {
  read.onlyKeys(root, workspaceKeys);
  const name = read.text(root.at('workspace'), "the workspace's name");
  const timeZone = readTimeZone(root, read);
  const currency = root.has('currency') ? readCurrency(root.at('currency'), read) : 'usd';
  const written = read.required(root, 'sender', 'sender: { name: …, email: … }');
  const sender = written === undefined ? undefined : compileSender(written, read);
  const businessHours = root.has('business_hours') ? readBusinessHours(root.at('business_hours'), timeZone ?? 'UTC', read) : undefined;
  const defaults = root.has('defaults') ? readDefaults(root.at('defaults'), read) : {};
  const repsSee = root.has('reps_see') ? read.oneOf(root.at('reps_see'), '"reps_see"', seen) : 'everything';
  if (name === undefined || timeZone === undefined || currency === undefined || sender === undefined || repsSee === undefined)
    return undefined;
  return { name, timeZone, currency, sender, repsSee, ...(businessHours === undefined ? {} : { businessHours }), defaults };
}

function readBusinessHours(written: WrittenYaml, timeZone: string, read: Reading): WorkingHours | undefined {
  if (!read.map(written, '"business_hours"', '{ hours: "09:00-17:00", days: mon-fri }')) return undefined;
  read.onlyKeys(written, businessHoursKeys, 'in "business_hours"');
  return compileHours(written, undefined, timeZone, read);
}

function readDefaults(written: WrittenYaml, read: Reading): WorkspaceDefaults {
  if (!read.map(written, '"defaults"', '{ rep_edits_hold: 7d }')) return {};
  read.onlyKeys(written, defaultsKeys, 'in "defaults"');
  const capacity = written.has('capacity') ? readCapacity(written.at('capacity'), read) : undefined;
  const answerWithin = written.has('answer_within') ? read.duration(written.at('answer_within'), '"answer_within"') : undefined;
  const onNoAnswer = written.has('on_no_answer') ? read.oneOf(written.at('on_no_answer'), '"on_no_answer"', noAnswers) : undefined;
  const repEditsHold = written.has('rep_edits_hold') ? read.duration(written.at('rep_edits_hold'), '"rep_edits_hold"') : undefined;
  return {
    ...(capacity === undefined ? {} : { capacity }),
    ...(answerWithin === undefined ? {} : { answerWithin }),
    ...(onNoAnswer === undefined ? {} : { onNoAnswer }),
    ...(repEditsHold === undefined ? {} : { repEditsHold }),
  };
}

/** How many open deals a rep can have at once. */
export function readCapacity(written: WrittenYaml, read: Reading): number | undefined {
  return read.number(written, '"capacity"', { min: 0, max: 100_000, integer: true });
}

/** @returns ISO 4217, lower case */
export function readCurrency(written: WrittenYaml, read: Reading): string | undefined {
  const text = read.text(written, 'a currency');
  if (text === undefined) return undefined;
  if (Intl.supportedValuesOf('currency').includes(text.toUpperCase())) return text.toLowerCase();
  read.problem('E209', `${describeValue(text)} is no currency`, written.place, 'three letters of ISO 4217, as usd or eur');
  return undefined;
}

function compileSender(written: WrittenYaml, read: Reading): Sender | undefined {
  if (!read.map(written, 'the sender', '{ name: …, email: … }')) return undefined;
  read.onlyKeys(written, senderKeys);
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
