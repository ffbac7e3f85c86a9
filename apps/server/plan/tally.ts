// What there is of each name: how many, and the first of them.

export interface Counted<Sample = string> {
  readonly count: number;
  readonly sample: readonly Sample[];
}

export const sampleSize = 5;

export class Tally<Sample = string> {
  private readonly found = new Map<string, { count: number; sample: Sample[] }>();

  add(name: string, say: () => Sample): void {
    const told = this.of(name);
    told.count += 1;
    if (told.sample.length < sampleSize) told.sample.push(say());
  }

  addCounted(name: string, { count, sample }: Counted<Sample>): void {
    const told = this.of(name);
    told.count += count;
    told.sample.push(...sample.slice(0, sampleSize - told.sample.length));
  }

  /** As they came. */
  entries(): [string, Counted<Sample>][] {
    return [...this.found];
  }

  /** In the order of their names. */
  sorted(): [string, Counted<Sample>][] {
    return this.entries().sort(([one], [other]) => (one < other ? -1 : 1));
  }

  private of(name: string): { count: number; sample: Sample[] } {
    const told = this.found.get(name) ?? { count: 0, sample: [] };
    this.found.set(name, told);
    return told;
  }
}
