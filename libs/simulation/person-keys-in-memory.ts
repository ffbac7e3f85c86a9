// Who is called what, of everybody: only whom a name is of is kept, for the name itself says the rest.

import type { PersonKey, PersonKeyKind } from '#libs/people/person.js';

/** Names are `kind:value`. */
export class PersonKeysInMemory extends Map<string, PersonKey> {
  private readonly owners = new Map<string, string>();

  override get(name: string): PersonKey | undefined {
    const personId = this.owners.get(name);
    return personId === undefined ? undefined : keyOf(name, personId);
  }

  override has(name: string): boolean {
    return this.owners.has(name);
  }

  override set(name: string, { personId }: PersonKey): this {
    this.owners.set(name, personId);
    return this;
  }

  override delete(name: string): boolean {
    return this.owners.delete(name);
  }

  override *[Symbol.iterator](): MapIterator<[string, PersonKey]> {
    for (const [name, personId] of this.owners) yield [name, keyOf(name, personId)];
  }

  override *values(): MapIterator<PersonKey> {
    for (const [name, personId] of this.owners) yield keyOf(name, personId);
  }
}

function keyOf(name: string, personId: string): PersonKey {
  const end = name.indexOf(':');
  return { kind: name.slice(0, end) as PersonKeyKind, value: name.slice(end + 1), personId };
}
