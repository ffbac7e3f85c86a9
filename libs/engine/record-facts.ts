// Notes every fact that a decision reads, whoever reads it (a condition, a value, the step itself): the journal's "facts in".
// A list kept by each step would be forgotten once; here nothing can be read without being noted.

import type { Facts, Scope } from '#libs/language/scope.js';
import type { Value } from '#libs/language/value.js';

const roots = ['event', 'person', 'account', 'deal', 'owner', 'run', 'workspace'] as const;
type Root = (typeof roots)[number];

/** Dotted name → value. Null: unknown; a bare `deal: null`: there was none. */
export type NotedFacts = Record<string, Value>;

/**
 * The same scope, whose reading is noted in `noted`.
 * @param renamed `event` may be noted under another name
 */
export function recordingScope(scope: Scope, noted: NotedFacts, renamed: Partial<Record<Root, string>> = {}): Scope {
  return new RecordingScope(scope, noted, renamed);
}

/** Getters stand on the class, so it is not to be spread: to define them for each decision took most of its time (5.5 µs of 6). */
class RecordingScope implements Scope {
  private readonly recorded: Partial<Record<Root, Facts | null>> = {};

  constructor(
    private readonly scope: Scope,
    private readonly noted: NotedFacts,
    private readonly renamed: Partial<Record<Root, string>>,
  ) {}

  get now(): number {
    return this.scope.now;
  }
  get event(): Facts | undefined {
    return this.facts('event');
  }
  get person(): Facts | undefined {
    return this.facts('person');
  }
  get account(): Facts | undefined {
    return this.facts('account');
  }
  get deal(): Facts | undefined {
    return this.facts('deal');
  }
  get owner(): Facts | undefined {
    return this.facts('owner');
  }
  get run(): Facts | undefined {
    return this.facts('run');
  }
  get workspace(): Facts | undefined {
    return this.facts('workspace');
  }

  private facts(root: Root): Facts | undefined {
    const known = this.recorded[root];
    if (known !== undefined) return known ?? undefined;
    const facts = recordFacts(this.scope[root], root, this.renamed[root] ?? root, this.noted);
    this.recorded[root] = facts ?? null;
    return facts;
  }
}

function recordFacts(facts: Facts | undefined, root: Root, name: string, noted: NotedFacts): Facts | undefined {
  if (facts === undefined) {
    noted[name] = null;
    return undefined;
  }
  return {
    own: new Proxy(facts.own, new Recorder(root === 'event' ? `${name}.meta.` : `${name}.`, noted)),
    traits: new Proxy(facts.traits, new Recorder(`${name}.`, noted)),
  };
}

type Members = Facts['own'];

class Recorder implements ProxyHandler<Members> {
  /** A condition with its trace reads a fact several times. */
  private readonly seen = new Set<string>();

  constructor(
    private readonly prefix: string,
    private readonly noted: NotedFacts,
  ) {}

  get(members: Members, key: string | symbol): Value | undefined {
    if (typeof key !== 'string') return undefined;
    this.note(members, key);
    return Object.hasOwn(members, key) ? members[key] : undefined;
  }

  getOwnPropertyDescriptor(members: Members, key: string | symbol): PropertyDescriptor | undefined {
    if (typeof key === 'string') this.note(members, key);
    return Reflect.getOwnPropertyDescriptor(members, key);
  }

  private note(members: Members, key: string): void {
    if (this.seen.has(key)) return;
    this.seen.add(key);
    this.noted[this.prefix + key] ??= (Object.hasOwn(members, key) ? members[key] : null) ?? null;
  }
}

/** The scope that such notes describe: everything noted is there, the rest is unknown. */
export function scopeOfFacts(facts: NotedFacts, now: number, renamed: Partial<Record<Root, string>> = {}): Scope {
  const scope: Record<string, unknown> = { now };
  for (const root of roots) {
    const name = renamed[root] ?? root;
    if (facts[name] === null) continue;
    const below = (prefix: string) =>
      Object.fromEntries(
        Object.entries(facts).flatMap(([dotted, value]) =>
          dotted.startsWith(prefix) && value !== null ? [[dotted.slice(prefix.length), value]] : [],
        ),
      );
    const members = below(`${name}.`);
    scope[root] = { own: root === 'event' ? below(`${name}.meta.`) : members, traits: members } satisfies Facts;
  }
  return scope as unknown as Scope;
}
