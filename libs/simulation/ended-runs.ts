// The latest run that ended, of every subject in every workflow: what `again` asks for. Whoever goes through them meets those of
// the subjects that are loaded.

import type { EndedRun } from '#libs/runs/run-slice.js';

/** Names are `subject workflow key`. */
export class EndedRuns extends Map<string, EndedRun> {
  /** Most subjects have one or two: a list is a third as large as a map. */
  private readonly ofSubject = new Map<string, (readonly [string, EndedRun])[]>();

  constructor(private readonly loaded: () => Iterable<string>) {
    super();
  }

  override get(name: string): EndedRun | undefined {
    return this.ofSubject.get(subjectOf(name))?.find(([one]) => one === name)?.[1];
  }

  override has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  override set(name: string, ended: EndedRun): this {
    const subject = subjectOf(name);
    const others = this.ofSubject.get(subject)?.filter(([one]) => one !== name) ?? [];
    this.ofSubject.set(subject, [...others, [name, ended]]);
    return this;
  }

  override delete(name: string): boolean {
    const subject = subjectOf(name);
    const there = this.ofSubject.get(subject) ?? [];
    const rest = there.filter(([one]) => one !== name);
    if (rest.length === 0) this.ofSubject.delete(subject);
    else this.ofSubject.set(subject, rest);
    return rest.length < there.length;
  }

  override [Symbol.iterator](): MapIterator<[string, EndedRun]> {
    const found = [...new Set(this.loaded())].flatMap((subject) => this.ofSubject.get(subject) ?? []);
    return found[Symbol.iterator]() as unknown as MapIterator<[string, EndedRun]>;
  }
}

function subjectOf(name: string): string {
  return name.slice(0, name.indexOf(' '));
}
