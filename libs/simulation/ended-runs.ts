// The latest run that ended, of every subject in every workflow: what `again` asks for. Whoever goes through them meets those of
// the subjects that are loaded. There are as many as runs have ever been, so each subject's are kept as one short text.

import type { EndedRun } from '#libs/runs/run-slice.js';

type Named = readonly [name: string, ended: EndedRun];

/** Names are `subject workflow key`. */
export class EndedRuns extends Map<string, EndedRun> {
  private readonly ofSubject = new Map<string, string>();

  constructor(private readonly loaded: () => Iterable<string>) {
    super();
  }

  override get(name: string): EndedRun | undefined {
    return this.of(subjectOf(name)).find(([one]) => one === name)?.[1];
  }

  override has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  override set(name: string, ended: EndedRun): this {
    const subject = subjectOf(name);
    this.keep(subject, [...this.of(subject).filter(([one]) => one !== name), [name, ended]]);
    return this;
  }

  override delete(name: string): boolean {
    const subject = subjectOf(name);
    const there = this.of(subject);
    const rest = there.filter(([one]) => one !== name);
    this.keep(subject, rest);
    return rest.length < there.length;
  }

  override [Symbol.iterator](): MapIterator<[string, EndedRun]> {
    const found = [...new Set(this.loaded())].flatMap((subject) => this.of(subject));
    return found[Symbol.iterator]() as unknown as MapIterator<[string, EndedRun]>;
  }

  private of(subject: string): readonly Named[] {
    const text = this.ofSubject.get(subject);
    if (text === undefined) return none;
    const rows = JSON.parse(text) as (readonly [string, string, number, number, string | null])[];
    return rows.map(([rest, id, startedAt, endedAt, endReason]) => [subject + rest, { id, startedAt, endedAt, endReason }]);
  }

  private keep(subject: string, runs: readonly Named[]): void {
    if (runs.length === 0) this.ofSubject.delete(subject);
    else {
      const rows = runs.map(([name, { id, startedAt, endedAt, endReason }]) => [
        name.slice(subject.length),
        id,
        startedAt,
        endedAt,
        endReason,
      ]);
      this.ofSubject.set(subject, JSON.stringify(rows));
    }
  }
}

const none: readonly Named[] = [];

function subjectOf(name: string): string {
  return name.slice(0, name.indexOf(' '));
}
