// Notes every fact that a decision reads, whoever reads it (a condition, a value, the step itself): the journal's "facts in".
// A list kept by each step would be forgotten once; here nothing can be read without being noted.

import type { Facts, Scope } from '#libs/language/scope.js';
import type { Value } from '#libs/language/value.js';

const roots = ['event', 'person', 'account', 'deal', 'owner', 'run', 'workspace'] as const;
type Root = (typeof roots)[number];

/** Dotted name → value. Null: unknown; a bare `deal: null`: there was none. */
export type NotedFacts = Record<string, Value>;

/** The same scope, whose reading is noted in `noted`. @param renamed `event` may be noted under another name */
export function recordingScope(scope: Scope, noted: NotedFacts, renamed: Partial<Record<Root, string>> = {}): Scope {
  const recording = { now: scope.now };
  for (const root of roots) {
    let facts: Facts | undefined;
    Object.defineProperty(recording, root, {
      enumerable: true,
      get: () => (facts ??= recordFacts(scope[root], root, renamed[root] ?? root, noted)),
    });
  }
  return recording;
}

function recordFacts(facts: Facts | undefined, root: Root, name: string, noted: NotedFacts): Facts | undefined {
  if (facts === undefined) {
    noted[name] = null;
    return undefined;
  }
  return {
    own: recordMembers(facts.own, root === 'event' ? `${name}.meta` : name, noted),
    traits: recordMembers(facts.traits, name, noted),
  };
}

function recordMembers(members: Facts['own'], prefix: string, noted: NotedFacts): Facts['own'] {
  const note = (key: string | symbol): void => {
    if (typeof key === 'string') noted[`${prefix}.${key}`] ??= (Object.hasOwn(members, key) ? members[key] : null) ?? null;
  };
  return new Proxy(members, {
    get: (target, key) => {
      note(key);
      return typeof key === 'string' && Object.hasOwn(target, key) ? target[key] : undefined;
    },
    getOwnPropertyDescriptor: (target, key) => {
      note(key);
      return Object.getOwnPropertyDescriptor(target, key);
    },
  });
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
