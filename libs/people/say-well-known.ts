// Raw traits that everybody knows: names and time zones become members of the subject, whatever the workspace plans.

import type { Value } from '#libs/language/value.js';
import { cleanText } from '#libs/traits/clean-value.js';
import { sayOwn } from '#libs/traits/own-members.js';
import { getOwn } from '#libs/traits/own-property.js';
import type { Account } from './account.js';
import type { Person } from './person.js';

/** name, else first_name and last_name; timezone. @returns the members that changed: `person.name` */
export function sayPersonMembers(person: Person, traits: Readonly<Record<string, Value>>, at: number): string[] {
  const changed: string[] = [];
  const parts = [textAt(traits, 'first_name', 'firstName'), textAt(traits, 'last_name', 'lastName')].filter((part) => part !== null);
  const name = textAt(traits, 'name') ?? (parts.length > 0 ? parts.join(' ') : null);
  if (name !== null) {
    const stands = sayOwn(person, 'name', name, at);
    if (stands !== person.name) changed.push('person.name');
    person.name = stands;
  }
  const zone = textAt(traits, 'timezone', 'time_zone', 'timeZone');
  if (zone !== null && isTimeZone(zone)) {
    const stands = sayOwn(person, 'time_zone', zone, at);
    if (stands !== person.timeZone) changed.push('person.time_zone');
    person.timeZone = stands;
  }
  return changed;
}

/** @returns the members that changed: `account.name` */
export function sayAccountMembers(account: Account, traits: Readonly<Record<string, Value>>, at: number): string[] {
  const name = textAt(traits, 'name');
  if (name === null) return [];
  const stands = sayOwn(account, 'name', name, at);
  const changed = stands === account.name ? [] : ['account.name'];
  account.name = stands;
  return changed;
}

function textAt(traits: Readonly<Record<string, Value>>, ...names: readonly string[]): string | null {
  for (const name of names) {
    const value = getOwn(traits, name);
    if (typeof value === 'string' && value.trim() !== '' && value.length <= 1000) return cleanText(value.trim());
  }
  return null;
}

/** A zone that this machine's tables know; another would make every local time a guess. */
function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
