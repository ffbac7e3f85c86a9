// `split`: each account (or person) goes one of several ways, always the same one, by a hash.

import { defineStep } from '#libs/engine/step.js';
import { mapOf, named, oneOf } from '#libs/language/keys/fragments.js';
import { key, required, type Keys } from '#libs/language/keys/key.js';
import { type Arm, armOf } from '#libs/experiments/assign.js';
import { parsePercent } from '#libs/language/percent.js';
import type { Scope } from '#libs/language/scope.js';
import type { StepReader, Written } from '#libs/language/step-syntax.js';
import { isWritten, readMap } from '../read-map.js';

interface SplitConfig {
  readonly by: 'account' | 'person';
  /** Shares in percent; together 100. */
  readonly arms: readonly Arm[];
}

const percent = { type: ['string', 'number'] };
const example = 'split: { by: account, arms: { plain: 50%, video: 50% } }';

const splitKeys: Keys = {
  by: key('Who always gets the same arm: account, or person.', oneOf('account', 'person')),
  arms: required('Each arm by its name, with its share: { plain: 50%, video: 50% }.', { ...named(percent), minProperties: 2 }),
};

export const splitStep = defineStep<SplitConfig>({
  syntax: {
    kind: 'split',
    about:
      'Goes through one of its arms, whose steps stand under the arm’s name beside `split`. An account (or a person) always gets the same arm. All arms go on with what follows.',
    example: `${example}\nplain: [{ wait: 1h }]\nvideo: [{ wait: 2h }]`,
    schema: mapOf(splitKeys),
    keys: {},
    moreKeys: (written) => written.at('split').at('arms').keys(),
    ports: [],
    parse: readSplit,
    branches: (written) =>
      written
        .at('split')
        .at('arms')
        .keys()
        .map((port) => ({ port, steps: written.at(port) })),
  },
  decide: ({ config: { by, arms }, scope, run }) => {
    const { id, note } = whom(by, scope, run.subject.id);
    const port = armOf(`${run.workflow}:${run.step ?? ''}`, id, arms);
    return { outcome: { kind: 'go', port }, ...(note === undefined ? {} : { note }) };
  },
});

/** Who has no account is on its own. */
function whom(by: SplitConfig['by'], scope: Scope, subjectId: string): { readonly id: string; readonly note?: string } {
  const id = scope[by]?.own['id'];
  return typeof id === 'string' ? { id } : { id: subjectId, note: `there is no ${by}: the subject of the run is taken instead` };
}

function readSplit(written: Written, read: StepReader): SplitConfig | undefined {
  const map = readMap(written, 'split', splitKeys, example, read);
  if (map === undefined || !isWritten(map, 'arms', 'arms: { plain: 50%, video: 50% }', read)) return undefined;
  const by = readBy(map, read);
  const arms = readArms(map.at('arms'), read);
  if (by === undefined || arms === undefined) return undefined;
  if (arms.some(({ name }) => written.keys().includes(name))) return { by, arms };
  const [first] = arms;
  read.problem('E202', 'no arm of "split" has steps', written.place, `add them beside "split": ${first?.name}: [ … ]`);
  return undefined;
}

function readBy(map: Written, read: StepReader): SplitConfig['by'] | undefined {
  const by = map.keys().includes('by') ? map.at('by').value : read.subject === 'person' ? 'person' : 'account';
  if (by === 'account' || by === 'person') return by;
  read.problem('E204', '"by" is one of account, person', map.at('by').place, 'write by: account');
  return undefined;
}

function readArms(written: Written, read: StepReader): readonly Arm[] | undefined {
  const names = written.keys();
  if (names.length < 2) {
    read.problem(
      'E203',
      '"arms" are a map of two or more names with their shares',
      written.place,
      'as in arms: { plain: 50%, video: 50% }',
    );
    return undefined;
  }
  const arms = names.map((name) => readArm(name, written, read)).filter((arm) => arm !== undefined);
  if (arms.length < names.length) return undefined;
  const sum = arms.reduce((total, { share }) => total + share, 0);
  if (Math.abs(sum - 100) < 1e-6) return arms;
  read.problem('E207', `the shares of the arms make ${Number(sum.toFixed(3))}%`, written.place, 'let them make 100% together');
  return undefined;
}

function readArm(name: string, arms: Written, read: StepReader): Arm | undefined {
  if (!/^[A-Za-z][A-Za-z0-9_-]{0,39}$/.test(name) || name === 'id' || name === 'split') {
    const hint = 'letters, digits, "-" and "_", beginning with a letter; not id, not split';
    read.problem('E206', `${JSON.stringify(name.slice(0, 60))} cannot be the name of an arm`, arms.keyPlace(name), hint);
    return undefined;
  }
  const share = parsePercent(arms.at(name).value);
  if (share !== undefined && share > 0) return { name, share };
  read.problem('E207', `the share of "${name}" is more than 0% and at most 100%`, arms.at(name).place, `as in ${name}: 50%`);
  return undefined;
}
