// Plain data as a short text: the names of its members are kept once for all, because half of a row as JSON is names.

import { ExactNumber } from '#libs/language/json.js';

/** Of JSON's kinds only: what is undefined is left out, as JSON does. */
export class Packer {
  private readonly shapes: (readonly string[])[] = [];
  private readonly places = new Map<string, number>();

  pack(value: unknown): string {
    return JSON.stringify(this.short(value));
  }

  unpack(text: string): unknown {
    return this.long(JSON.parse(text));
  }

  /** A map is `[place of its names, …values]`, a list `[-1, …items]`, a number that no double holds `[-2, digits]`. */
  private short(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return [-1, ...value.map((item) => this.short(item))];
    if (value instanceof ExactNumber) return [-2, value.value];
    const map = value as Readonly<Record<string, unknown>>;
    const names = Object.keys(map).filter((name) => map[name] !== undefined);
    return [this.placeOf(names), ...names.map((name) => this.short(map[name]))];
  }

  private long(value: unknown): unknown {
    if (!Array.isArray(value)) return value;
    const [place, ...rest] = value as [number, ...unknown[]];
    if (place === -2) return new ExactNumber(String(rest[0]));
    if (place === -1) return rest.map((item) => this.long(item));
    const map: Record<string, unknown> = {};
    for (const [index, name] of this.shapes[place]!.entries()) put(map, name, this.long(rest[index]));
    return map;
  }

  private placeOf(names: readonly string[]): number {
    const key = JSON.stringify(names);
    let place = this.places.get(key);
    if (place === undefined) {
      place = this.shapes.push(names) - 1;
      this.places.set(key, place);
    }
    return place;
  }
}

/** A member called `__proto__` is a member like others, as JSON.parse has it. */
function put(map: Record<string, unknown>, name: string, value: unknown): void {
  if (name === '__proto__') Object.defineProperty(map, name, { value, writable: true, enumerable: true, configurable: true });
  else map[name] = value;
}
