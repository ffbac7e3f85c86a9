// What there is of each name: how many, and the first of them.

export interface Counted {
  readonly count: number;
  readonly sample: readonly string[];
}

export const sampleSize = 5;

export class Tally {
  private readonly found = new Map<string, { count: number; sample: string[] }>();

  add(name: string, say: () => string): void {
    const told = this.of(name);
    told.count += 1;
    if (told.sample.length < sampleSize) told.sample.push(say());
  }

  addCounted(name: string, { count, sample }: Counted): void {
    const told = this.of(name);
    told.count += count;
    told.sample.push(...sample.slice(0, sampleSize - told.sample.length));
  }

  private of(name: string): { count: number; sample: string[] } {
    const told = this.found.get(name) ?? { count: 0, sample: [] };
    this.found.set(name, told);
    return told;
  }

  /** In the order of their names. */
  entries(): [string, Counted][] {
    return [...this.found].sort(([one], [other]) => (one < other ? -1 : 1));
  }
}
