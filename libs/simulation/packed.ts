// Plain data as a short text: the names of its members are kept once for all, because half of a row as JSON is names.

import { ExactNumber } from '#libs/language/json.js';

/** The names of maps as a tree: what begins alike is found without making a text of all names. */
interface Names {
  readonly next: Map<string, Names>;
  place: number;
}

/** Of JSON's kinds only: what is undefined is left out, as JSON does. */
export class Packer {
  private readonly shapes: (readonly string[])[] = [];
  private readonly names: Names = { next: new Map(), place: -1 };

  pack(value: unknown): string {
    const text = JSON.stringify(this.short(value));
    // V8 leaves it in eight pieces until somebody looks into it: half as much again.
    text.charCodeAt(0);
    return text;
  }

  unpack(text: string): unknown {
    return this.long(JSON.parse(text));
  }

  /**
   * A map is `[place of its names, …values]`, a list `[-1, …items]`, a number that no double holds `[-2, digits]`; a map whose
   * names are data (`domain:acme.test`) is `[-3, …names and values]`: kept once for all they would be many.
   */
  private short(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) {
      const items: unknown[] = [-1];
      for (const item of value) items.push(this.short(item));
      return items;
    }
    if (value instanceof ExactNumber) return [-2, value.value];
    const map = value as Readonly<Record<string, unknown>>;
    const names = Object.keys(map);
    const values: unknown[] = [0];
    let at = this.names;
    for (const name of names) {
      const member = map[name];
      if (member === undefined) continue;
      values.push(typeof member === 'object' ? this.short(member) : member);
      let next = at.next.get(name);
      if (next === undefined) {
        if (name.includes(':')) return this.pairs(map, names);
        at.next.set(name, (next = { next: new Map(), place: -1 }));
      }
      at = next;
    }
    if (at.place < 0) at.place = this.shapes.push(names.filter((name) => map[name] !== undefined)) - 1;
    values[0] = at.place;
    return values;
  }

  private pairs(map: Readonly<Record<string, unknown>>, names: readonly string[]): unknown[] {
    const pairs: unknown[] = [-3];
    for (const name of names) if (map[name] !== undefined) pairs.push(name, this.short(map[name]));
    return pairs;
  }

  private long(value: unknown): unknown {
    if (!Array.isArray(value)) return value;
    const place = value[0] as number;
    if (place === -2) return new ExactNumber(String(value[1]));
    if (place === -1) {
      const items: unknown[] = [];
      for (let at = 1; at < value.length; at += 1) items.push(this.long(value[at]));
      return items;
    }
    const map: Record<string, unknown> = {};
    if (place === -3) {
      for (let at = 1; at < value.length; at += 2) put(map, value[at] as string, this.long(value[at + 1]));
      return map;
    }
    const shape = this.shapes[place]!;
    for (let at = 0; at < shape.length; at += 1) put(map, shape[at]!, this.long(value[at + 1]));
    return map;
  }
}

/** A member called `__proto__` is a member like others, as JSON.parse has it. */
function put(map: Record<string, unknown>, name: string, value: unknown): void {
  if (name === '__proto__') Object.defineProperty(map, name, { value, writable: true, enumerable: true, configurable: true });
  else map[name] = value;
}
