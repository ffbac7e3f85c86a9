// An audience: who meets a condition now. Being in it is a fact about a subject, a trait that no file writes; entering and
// leaving it are transitions like those of any trait, by a fact or by time alone.

import { audienceKeys } from '../keys/audience-keys.js';
import type { ScopeName } from '../scope.js';
import type { SubjectKind } from '../subject-kind.js';
import { audienceTrait, type DealAudience, type TraitDefinition } from '../trait-definition.js';
import type { WrittenYaml } from '../yaml/written-yaml.js';
import { Formulas } from './formulas.js';
import type { TypedNames } from './names.js';
import type { Reading } from './reading.js';

const visibleTo: Readonly<Record<SubjectKind, readonly ScopeName[]>> = {
  person: ['person', 'workspace'],
  account: ['account', 'workspace'],
  deal: ['deal', 'account', 'person', 'owner', 'workspace'],
};

export function compileAudience(root: WrittenYaml, names: TypedNames, read: Reading): TraitDefinition | DealAudience | undefined {
  read.onlyKeys(root, audienceKeys);
  const audience = read.name(root.at('audience'), 'an audience');
  const ofWritten = read.required(root, 'of', 'of: person');
  const of = ofWritten === undefined ? undefined : read.oneOf(ofWritten, '"of"', ['person', 'account', 'deal']);
  if (root.has('about')) read.text(root.at('about'), '"about"');
  const written = read.required(root, 'if', 'if: person.engagement == "critical"');
  if (of === undefined || written === undefined) return undefined;
  const condition = new Formulas(read, names.scope(visibleTo[of])).condition(written);
  if (audience === undefined || condition === undefined) return undefined;
  const name = audienceTrait(audience);
  const rule = { kind: 'audience', if: condition } as const;
  const { place } = root.at('audience');
  return of === 'deal' ? { of, name, rule, place } : { of, name, type: 'boolean', rule, place };
}
