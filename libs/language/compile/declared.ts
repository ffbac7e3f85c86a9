// What exists in a workspace by name, so that every reference can be checked whichever file comes first.

import type { Place } from '../place.js';
import type { SubjectKind } from '../subject-kind.js';
import type { Team } from '../team.js';
import type { TrackingPlan } from '../tracking-plan.js';
import type { ConfigDocument, DocumentKind } from './documents.js';
import { stagesOf } from './compile-pipeline.js';
import type { TypedNames } from './names.js';
import type { Reading } from './reading.js';

export interface Declared {
  readonly plan: TrackingPlan;
  readonly names: TypedNames;
  readonly team: Team;
  readonly emails: ReadonlyMap<string, Place>;
  readonly routings: ReadonlyMap<string, Place>;
  readonly workflows: ReadonlyMap<string, Place>;
  /** Provider → what it enriches. */
  readonly providers: ReadonlyMap<string, 'account' | 'person'>;
  /** Audience → what its members are. */
  readonly audiences: ReadonlyMap<string, SubjectKind>;
  /** Pipeline → its stages. */
  readonly pipelines: ReadonlyMap<string, readonly string[]>;
}

/** Names of one kind of file; the second of one name is a problem. */
export function declaredNames(documents: readonly ConfigDocument[], kind: DocumentKind, read: Reading): ReadonlyMap<string, Place> {
  const names = new Map<string, Place>();
  /** Who reads `Inbound` and `inbound` takes them for one, and so do many file systems. */
  const anyCase = new Map<string, { readonly name: string; readonly place: Place }>();
  for (const { root } of documents.filter((document) => document.kind === kind)) {
    const { value: name, place } = root.at(kind);
    if (typeof name !== 'string') continue;
    const earlier = anyCase.get(name.toLowerCase());
    if (!names.has(name)) names.set(name, place);
    if (earlier === undefined) {
      anyCase.set(name.toLowerCase(), { name, place });
      continue;
    }
    const first = `${earlier.place.file}:${earlier.place.line}`;
    if (earlier.name === name) read.problem('E401', `there are two ${kind} files named "${name}"`, place, `the first is ${first}`);
    else read.problem('E401', `"${name}" and "${earlier.name}" differ only in case`, place, `choose another name; the first is ${first}`);
  }
  return names;
}

/** As they are written; what is wrong with them is told where they are compiled. */
export function declaredProviders(documents: readonly ConfigDocument[]): ReadonlyMap<string, 'account' | 'person'> {
  const root = documents.find(({ kind }) => kind === 'connections')?.root.at('connections');
  const found = (root?.keys() ?? []).map((name) => [name, root!.at(name).at('enrich').value] as const);
  return new Map(found.filter((each): each is readonly [string, 'account' | 'person'] => each[1] === 'account' || each[1] === 'person'));
}

const kinds: readonly unknown[] = ['person', 'account', 'deal'] satisfies readonly SubjectKind[];

/** An audience that does not say whose it is, is told where it stands; it is taken for one of people. */
export function declaredAudiences(documents: readonly ConfigDocument[], read: Reading): ReadonlyMap<string, SubjectKind> {
  const names = declaredNames(documents, 'audience', read);
  const roots = documents.filter(({ kind, root }) => kind === 'audience' && names.has(String(root.at('audience').value)));
  return new Map(
    roots.map(({ root }) => {
      const of = root.at('of').value;
      return [String(root.at('audience').value), kinds.includes(of) ? (of as SubjectKind) : 'person'];
    }),
  );
}

export function declaredPipelines(documents: readonly ConfigDocument[], read: Reading): ReadonlyMap<string, readonly string[]> {
  const names = declaredNames(documents, 'pipeline', read);
  const roots = documents.filter(({ kind, root }) => kind === 'pipeline' && names.has(String(root.at('pipeline').value)));
  return new Map(roots.map(({ root }) => [String(root.at('pipeline').value), stagesOf(root)]));
}
