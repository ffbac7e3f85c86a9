// Raw traits: what somebody said of a subject. The last by the event's own time wins, ties by the value's text, so that
// the order of arrival does not matter.

import { stringifyJson } from '#libs/language/json.js';
import type { Value } from '#libs/language/value.js';
import { canonicalJson, sameValue } from './canonical-json.js';
import { cleanText, cleanValue, deepest } from './clean-value.js';
import { addState, saidPrefix } from './computed-memory.js';
import { sayOwn } from './own-members.js';
import { getOwn, setOwn } from './own-property.js';
import type { TraitMemory } from './trait-memory.js';

export const mostTraits = 500;
export const largestTrait = 10_240;

/** What has traits: a person or an account. Both records are changed in place. */
export interface TraitSubject {
  readonly id: string;
  readonly traits: Record<string, Value>;
  readonly memory: TraitMemory;
  /** Of a person: the account it belongs to. */
  readonly accountId?: string | null;
}

export type Said =
  | { readonly kind: 'changed'; readonly name: string; readonly from: Value; readonly to: Value }
  | { readonly kind: 'kept'; readonly name: string }
  | { readonly kind: 'refused'; readonly name: string; readonly note: string };

/**
 * Says one raw trait.
 * @param at when it was said, epoch ms
 * @returns `kept` when a later value stands; `refused` with a note for what is too large or one too many (the event itself is kept)
 */
export function sayTrait(subject: TraitSubject, rawName: string, rawValue: Value, at: number, source: string): Said {
  const name = cleanText(rawName);
  const value = cleanValue(rawValue);
  const short = name.slice(0, 100);
  if (value === undefined) return refuse(short, `is nested deeper than ${deepest} levels`);
  if (name.length > 200) return refuse(short, 'has a name of more than 200 characters');
  const { traits, memory } = subject;
  const said = getOwn(memory.said, name);
  if (said !== undefined && said[0] > at) return { kind: 'kept', name };
  if (isLarger(value)) return refuse(short, `is larger than ${largestTrait} bytes`);
  const from = getOwn(traits, name) ?? null;
  if (said !== undefined && said[0] === at && !winsTie(value, source, from, said[1])) return { kind: 'kept', name };
  if (said === undefined && Object.keys(memory.said).length >= mostTraits)
    return refuse(short, `is one more than the ${mostTraits} traits a subject may have`);
  setOwn(memory.said as Record<string, readonly [number, string]>, name, [at, cleanText(source)]);
  setOwn(traits, name, value);
  return sameValue(from, value) ? { kind: 'kept', name } : { kind: 'changed', name, from, to: value };
}

/**
 * What somebody says of its company before it is known which: kept with the person, brought along when it joins one.
 * @returns a note when it was refused
 */
export function sayForAccount(person: TraitSubject, rawName: string, rawValue: Value, at: number, source: string): string | undefined {
  const value = cleanValue(rawValue);
  const name = cleanText(rawName);
  if (value === undefined || name.length > 200 || isLarger(value)) return undefined;
  const standing = getOwn(person.memory.computed, saidPrefix + name);
  if (standing === undefined && Object.keys(person.memory.computed).length >= mostTraits)
    return `trait ${JSON.stringify(name.slice(0, 100))} of the account is one more than the ${mostTraits} a person may bring; it is kept with the event only`;
  addState(person, saidPrefix + name, { kind: 'latest', at, value: [value, cleanText(source)] });
  return undefined;
}

/** A person joins an account: what it said of its company is said of this one, as of when it was said. */
export function bringSaid(person: TraitSubject, account: TraitSubject): void {
  for (const [name, state] of Object.entries(person.memory.computed)) {
    if (!name.startsWith(saidPrefix) || state.kind !== 'latest') continue;
    const [value, source] = state.value as readonly [Value, string];
    const trait = name.slice(saidPrefix.length);
    sayTrait(account, trait, value, state.at, source);
    if (trait === 'name' && typeof value === 'string' && value.trim() !== '') sayOwn(account, 'name', value.trim(), state.at);
  }
}

/** Takes over what was said of another subject that turns out to be the same. */
export function mergeSaid(kept: TraitSubject, gone: TraitSubject): void {
  for (const [name, [at, source]] of Object.entries(gone.memory.said)) {
    const value = getOwn(gone.traits, name) ?? null;
    const said = getOwn(kept.memory.said, name);
    if (said !== undefined && (said[0] > at || (said[0] === at && !winsTie(value, source, getOwn(kept.traits, name) ?? null, said[1]))))
      continue;
    setOwn(kept.memory.said as Record<string, readonly [number, string]>, name, [at, source]);
    setOwn(kept.traits, name, value);
  }
}

export function refuse(name: string, why: string): Said {
  return { kind: 'refused', name, note: `trait ${JSON.stringify(name)} ${why}; it is kept with the event only` };
}

function winsTie(value: Value, source: string, standing: Value, standingSource: string): boolean {
  const one = canonicalJson(value);
  const other = canonicalJson(standing);
  return one > other || (one === other && source > standingSource);
}

function isLarger(value: Value): boolean {
  if (value === null || typeof value === 'boolean' || typeof value === 'number') return false;
  // A UTF-16 unit is at most three bytes.
  if (typeof value === 'string' && value.length * 3 < largestTrait) return false;
  return utf8Length(stringifyJson(value)) > largestTrait;
}

function utf8Length(text: string): number {
  let length = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    length += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return length;
}
