// When the messages of a workflow may leave: `send: { hours: "09:00-17:00", days: mon-fri, zone: person, at_most: 2 per 7d }`.

import { sendKeys } from '../keys/workflow-keys.js';
import type { SendRules } from '../workflow.js';
import type { WrittenYaml } from '../yaml/written-yaml.js';
import { parseZone, zones } from '../zone-of.js';
import { readDays, readHours } from './compile-hours.js';
import { describeValue } from './describe-value.js';
import type { Reading } from './reading.js';

const everyDay = [1, 2, 3, 4, 5, 6, 7];
const mostMessages = 100;

export function compileSend(written: WrittenYaml, read: Reading): SendRules | undefined {
  if (!read.map(written, '"send"', '{ hours: "09:00-17:00", days: mon-fri, zone: person, at_most: 2 per 7d }')) return undefined;
  read.onlyKeys(written, sendKeys, 'in "send"');
  if (written.keys().length === 0)
    read.problem('E202', '"send" says nothing', written.place, 'add hours: "09:00-17:00", days: mon-fri or at_most: 2 per 7d');
  const hours = written.has('hours') ? readHours(written.at('hours'), read) : { from: 0, to: 24 * 60 };
  const days = written.has('days') ? readDays(written.at('days'), read) : everyDay;
  const zone = written.has('zone') ? readZone(written.at('zone'), read) : 'workspace';
  const atMost = written.has('at_most') ? readAtMost(written.at('at_most'), read) : undefined;
  if (hours === undefined || days === undefined || zone === undefined) return undefined;
  return { hours, days, zone, ...(atMost === undefined ? {} : { atMost }) };
}

/** `person`, `owner`, `workspace`, or an IANA name. */
export function readZone(written: WrittenYaml, read: Reading): SendRules['zone'] | undefined {
  const { value } = written;
  const zone = parseZone(value);
  if (zone !== undefined) return zone;
  read.problem(
    'E209',
    `${describeValue(value)} is no time zone`,
    written.place,
    `write ${zones.join(', ')}, or an IANA name, as Europe/Berlin`,
  );
  return undefined;
}

/** `2 per 7d`. */
function readAtMost(written: WrittenYaml, read: Reading): SendRules['atMost'] | undefined {
  const { value } = written;
  const [, count, span] = typeof value === 'string' ? (/^(\d+)\s+per\s+(\S+)$/.exec(value.trim()) ?? []) : [];
  if (count === undefined || span === undefined) {
    read.problem('E203', `"at_most" is a number per time; this is ${describeValue(value)}`, written.place, 'as in at_most: 2 per 7d');
    return undefined;
  }
  const within = read.durationText(span, '"at_most"', written.place);
  if (Number(count) < 1 || Number(count) > mostMessages)
    read.problem('E207', `"at_most" is from 1 to ${mostMessages}; ${count} is not`, written.place, 'as in at_most: 2 per 7d');
  return within === undefined ? undefined : { count: Number(count), within };
}
