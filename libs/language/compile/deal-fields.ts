// Fields of a deal that a stage or a workflow may write: two are Millrace's own and typed, the rest are the company's.

import type { Place } from '../place.js';
import type { Type } from '../value.js';
import type { WrittenYaml } from '../yaml/written-yaml.js';
import { builtinMembers } from '../expression/builtin-members.js';
import type { TypedNames } from './names.js';
import type { Reading } from './reading.js';

const writable: Readonly<Record<string, Type>> = { amount: 'money', closed_at: 'timestamp', name: 'string' };

/** undefined, with a problem reported, for what only a pipeline or a routing decides. */
export function deriveDealField(name: string, place: Place, read: Reading): Type | undefined {
  if (Object.hasOwn(writable, name)) return writable[name];
  if (Object.hasOwn(builtinMembers.deal, name)) {
    const instead = name === 'stage' ? 'use move_deal: STAGE' : name === 'owner' ? 'use route: NAME' : 'choose another name';
    read.problem('E308', `deal.${name} cannot be set`, place, instead);
    return undefined;
  }
  if (/^[A-Za-z_][A-Za-z0-9_]{0,79}$/.test(name)) return 'any';
  read.problem('E206', `${JSON.stringify(name.slice(0, 60))} cannot be the name of a field`, place, 'letters, digits and "_"');
  return undefined;
}

/** What any file sets on a deal can be read everywhere as `deal.NAME`. */
export function declareDealFields(root: WrittenYaml, kind: 'pipeline' | 'workflow', names: TypedNames): void {
  if (kind === 'pipeline') {
    const stages = root.at('stages');
    for (const stage of stages.keys())
      stages
        .at(stage)
        .at('set')
        .keys()
        .forEach((field) => declare(field, names, root.place.file));
  } else {
    for (const key of keysBelow(root.at('steps').value)) if (key.startsWith('deal.')) declare(key.slice(5), names, root.place.file);
  }
}

function declare(name: string, names: TypedNames, file: string): void {
  if (!Object.hasOwn(builtinMembers.deal, name)) names.declare('deal', name, 'any', file);
}

function keysBelow(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(keysBelow);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => [key, ...keysBelow(child)]);
}
