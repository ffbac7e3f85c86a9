// An audience: who meets a condition now. Being in it is a fact about a subject, a trait that no file writes; entering and
// leaving it are transitions like those of any trait, by a fact or by time alone.

import { audienceKeys } from '../keys/audience-keys.js';
import { audienceTrait, type TraitDefinition } from '../trait-definition.js';
import type { WrittenYaml } from '../yaml/written-yaml.js';
import { Formulas } from './formulas.js';
import type { TypedNames } from './names.js';
import type { Reading } from './reading.js';

export function compileAudience(root: WrittenYaml, names: TypedNames, read: Reading): TraitDefinition | undefined {
  read.onlyKeys(root, audienceKeys);
  const name = read.name(root.at('audience'), 'an audience');
  const of = audienceSubject(root, read);
  if (root.has('about')) read.text(root.at('about'), '"about"');
  const written = read.required(root, 'if', 'if: person.engagement == "critical"');
  if (of === undefined || written === undefined) return undefined;
  const condition = new Formulas(read, names.scope([of, 'workspace'])).condition(written);
  if (name === undefined || condition === undefined) return undefined;
  return {
    of,
    name: audienceTrait(name),
    type: 'boolean',
    rule: { kind: 'audience', if: condition },
    place: root.at('audience').place,
  };
}

function audienceSubject(root: WrittenYaml, read: Reading): 'person' | 'account' | undefined {
  const written = read.required(root, 'of', 'of: person');
  if (written?.value === 'deal') {
    read.problem(
      'E208',
      'an audience of deals is not kept and is refused',
      written.place,
      'of: account, or start the workflow by { stage: NAME }',
    );
    return undefined;
  }
  return written === undefined ? undefined : read.oneOf(written, '"of"', ['person', 'account']);
}
