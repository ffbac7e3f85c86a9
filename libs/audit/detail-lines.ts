// The details kept with a change, in words: points of a score, reps considered, what could not be set. What nobody has words
// for is shown as it is kept.

import type { Value } from '#libs/language/value.js';
import { plainText, plainValue } from './plain-text.js';
import { seen } from './trace-lines.js';

type Fields = { readonly [name: string]: Value };
type Tell = (value: Value, file: string | undefined) => readonly string[];

const reasons: Readonly<Record<string, string>> = {
  turn: 'it was the turn of whoever had had the least',
  keeps_owner: 'the owner is kept',
  known_account: 'another account of this name has this owner',
  fallback: 'nobody else was left: the fallback',
  named: 'the routing names this rep',
  nobody: 'the routing gives it to nobody',
};

const tellers = new Map<string, Tell>([
  ['lines', (lines, file) => list(lines).map((line) => scoreLine(line, file))],
  ['missing', (names) => [`held as incomplete: ${list(names).map(text).join(', ')} not known`]],
  [
    'considered',
    (reps) => [list(reps).length === 0 ? 'no rep was considered' : `reps considered: ${list(reps).map(consideredRep).join(', ')}`],
  ],
  ['reason', (reason) => [(typeof reason === 'string' ? reasons[reason] : undefined) ?? text(reason)]],
  ['not_set', (fields) => Object.entries(map(fields)).map(([field, why]) => `not set: ${plainText(field)} (${text(why)})`)],
  ['gone_on_to', (stage) => [`put in its place late: the deal has gone on to ${text(stage)}`]],
]);

/** @param file of the rule, for lines of a score, which keep only their number */
export function detailLines(details: Fields, file?: string): readonly string[] {
  return Object.entries(details).flatMap(
    ([name, value]) => tellers.get(name)?.(value, file) ?? [`${plainText(name)}: ${plainValue(value, name)}`],
  );
}

/** `+40 big team  scores/fit.yaml:5 (account.employees 1200)` */
function scoreLine(value: Value, file: string | undefined): string {
  const { points, because, line, saw } = map(value);
  const given = typeof points === 'number' && points >= 0 ? `+${points}` : text(points);
  const place = typeof line !== 'number' ? '' : `  ${file === undefined ? `line ${line}` : `${file}:${line}`}`;
  return `${given} ${text(because)}${place}${seen(Object.entries(map(saw)).map(([name, held]) => ({ name, value: held })))}`;
}

/** `nina level 0.5`, `omar skipped: away`. */
function consideredRep(value: Value): string {
  const { rep, level, load, skipped } = map(value);
  const open = typeof load === 'number' ? `, ${load} open` : '';
  const share = typeof level === 'number' ? Math.round(level * 100) / 100 : level;
  return skipped == null ? `${text(rep)} level ${text(share)}${open}` : `${text(rep)} skipped: ${text(skipped)}${open}`;
}

function text(value: Value | undefined): string {
  return plainValue(value);
}

function list(value: Value): readonly Value[] {
  return Array.isArray(value) ? (value as readonly Value[]) : [];
}

function map(value: Value | undefined): Fields {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Fields) : {};
}
