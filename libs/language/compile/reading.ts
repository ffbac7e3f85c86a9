// Reads values out of YAML with one clear message for each way in which they can be wrong. Every reader answers
// undefined after it has reported; a missing optional value is asked for with `has` first.

import { acceptedKeys, type Keys } from '../keys/key.js';
import { parseDuration } from '../duration.js';
import type { Findings } from '../findings.js';
import type { Place } from '../place.js';
import { suggest } from '../suggest.js';
import type { Written } from '../step-syntax.js';
import type { WrittenYaml } from '../yaml/written-yaml.js';
import { describeValue } from './describe-value.js';

export class Reading {
  /** `lists/*.yaml` by name, for in_list(x, "name"): known before any condition is compiled. */
  lists: Readonly<Record<string, readonly (string | number)[]>> = {};

  constructor(readonly findings: Findings) {}

  problem(code: string, message: string, place: Place, hint?: string): void {
    this.findings.error(code, message, place, hint);
  }

  /** Reports every key that is not in the table, with a suggestion. */
  onlyKeys(written: Written, keys: Keys, what = 'here'): void {
    const allowed = acceptedKeys(keys);
    for (const key of written.keys()) {
      if (allowed.includes(key)) continue;
      if (this.findings.isFull(written.place.file)) return;
      const meant = suggest(key, allowed);
      this.problem(
        'E201',
        `unknown key "${key}" ${what}`.trimEnd(),
        written.keyPlace(key),
        meant === undefined ? `known keys: ${allowed.join(', ')}` : `did you mean "${meant}"?`,
      );
    }
  }

  /** The child under a key that must be there. */
  required(written: WrittenYaml, key: string, example: string): WrittenYaml | undefined {
    if (written.has(key) && written.at(key).value !== null) return written.at(key);
    this.problem('E202', `"${key}" is missing`, written.has(key) ? written.keyPlace(key) : written.place, `add ${example}`);
    return undefined;
  }

  map(written: WrittenYaml, what: string, example: string): boolean {
    if (written.isMap) return true;
    this.wrongType(written, `${what} is written as a map`, example);
    return false;
  }

  list(written: WrittenYaml, what: string, example: string): readonly WrittenYaml[] | undefined {
    const items = written.items();
    if (items === undefined) this.wrongType(written, `${what} is written as a list`, example);
    return items;
  }

  /** One value or a list of them. */
  oneOrMore(written: WrittenYaml): readonly WrittenYaml[] {
    return written.items() ?? [written];
  }

  text(written: Written, what: string): string | undefined {
    const { value } = written;
    if (typeof value === 'string' && value.trim() !== '') return value;
    this.wrongType(
      written,
      `${what} is a text`,
      typeof value === 'number' || typeof value === 'boolean' ? `quote it: "${value}"` : 'write one text behind the key',
    );
    return undefined;
  }

  /** A name of something in the workspace: it may become part of a path or an id, so it has no slashes, dots or spaces in a row. */
  name(written: Written, what: string): string | undefined {
    const text = this.text(written, what);
    if (text === undefined) return undefined;
    if (/^[A-Za-z0-9][A-Za-z0-9_-]{0,79}$/.test(text)) return text;
    this.problem(
      'E206',
      `${JSON.stringify(text.slice(0, 60))} cannot be the name of ${what.replace(/^the name of /, '')}`,
      written.place,
      'letters, digits, "-" and "_", at most 80, beginning with a letter or a digit',
    );
    return undefined;
  }

  flag(written: Written, what: string): boolean | undefined {
    if (typeof written.value === 'boolean') return written.value;
    this.wrongType(written, `${what} is true or false`, 'write true or false');
    return undefined;
  }

  number(written: Written, what: string, limits: { min?: number; max?: number; integer?: boolean } = {}): number | undefined {
    const { value } = written;
    if (typeof value !== 'number' || !Number.isFinite(value)) {
      this.wrongType(
        written,
        `${what} is a number`,
        typeof value === 'string' && /^-?[\d.]+$/.test(value) ? `write ${value} without quotes` : undefined,
      );
      return undefined;
    }
    const { min = -Infinity, max = Infinity, integer = false } = limits;
    if (value >= min && value <= max && (!integer || Number.isSafeInteger(value))) return value;
    const range = [integer ? 'a whole number' : 'a number', min > -Infinity ? `from ${min}` : '', max < Infinity ? `to ${max}` : '']
      .filter(Boolean)
      .join(' ');
    this.problem('E207', `${what} is ${range}; ${value} is not`, written.place, `write ${range}`);
    return undefined;
  }

  duration(written: Written, what: string): number | undefined {
    return this.durationText(written.value, what, written.place);
  }

  durationText(value: unknown, what: string, place: Place): number | undefined {
    const ms = typeof value === 'string' ? parseDuration(value) : undefined;
    if (ms !== undefined && ms > 0) return ms;
    const hint = typeof value === 'number' ? `add the unit: ${value}d, ${value}h or ${value}m` : 'as in 30m, 4d or 1h30m';
    this.problem('E205', `${what} is a duration; ${describeValue(value)} is not`, place, hint);
    return undefined;
  }

  oneOf<Choice extends string>(written: Written, what: string, choices: readonly Choice[]): Choice | undefined {
    const { value } = written;
    const found = choices.find((choice) => choice === value);
    if (found !== undefined) return found;
    const meant = typeof value === 'string' ? suggest(value, choices) : undefined;
    this.problem(
      'E204',
      `${what} is one of ${choices.join(', ')}; ${describeValue(value)} is not`,
      written.place,
      meant === undefined ? `write ${choices.join(' or ')}` : `did you mean "${meant}"?`,
    );
    return undefined;
  }

  /** A name that must be among the known ones. */
  known(written: Written, code: string, what: string, names: Iterable<string>): string | undefined {
    const text = this.text(written, `the name of ${what}`);
    if (text === undefined) return undefined;
    const candidates = [...names];
    if (candidates.includes(text)) return text;
    this.unknown(code, what, text, candidates, written.place);
    return undefined;
  }

  /** `fix` is told when no name is near and there are none, or too many, to list. */
  unknown(code: string, what: string, text: string, candidates: readonly string[], place: Place, fix?: string): void {
    if (this.findings.isFull(place.file)) return;
    const bare = what.replace(/^an? /, '');
    const meant = suggest(text, candidates);
    const listed = candidates.length > 0 && candidates.length <= 12 ? `known here: ${candidates.join(', ')}` : undefined;
    const other = candidates.length === 0 ? `the workspace has none yet` : `write one that exists, or add it`;
    this.problem(
      code,
      `there is no ${bare} ${describeValue(text)}`,
      place,
      meant === undefined ? (fix ?? listed ?? other) : `did you mean "${meant}"?`,
    );
  }

  private wrongType(written: Written, should: string, hint?: string): void {
    this.problem('E203', `${should}; this is ${describeValue(written.value)}`, written.place, hint);
  }
}
