// Scores: lines that give points, what must be known first, and tiers.

import { pointsKeys, scoreKeys, tierKeys } from '../keys/score-keys.js';
import { builtinMembers } from '../expression/builtin-members.js';
import { suggest } from '../suggest.js';
import type { ScoreDefinition, ScoreLine } from '../trait-definition.js';
import type { WrittenYaml } from '../yaml/written-yaml.js';
import { Formulas } from './formulas.js';
import type { TypedNames } from './names.js';
import type { Reading } from './reading.js';
import { describeValue } from './describe-value.js';

export function compileScore(root: WrittenYaml, names: TypedNames, read: Reading): ScoreDefinition | undefined {
  read.onlyKeys(root, scoreKeys);
  const name = read.name(root.at('score'), 'a score');
  const ofWritten = read.required(root, 'of', 'of: account');
  const of = ofWritten === undefined ? undefined : read.oneOf(ofWritten, '"of"', ['person', 'account']);
  const points = read.required(root, 'points', 'points: [{ give: 10, if: … }]');
  if (name === undefined || of === undefined || points === undefined) return undefined;
  const formulas = new Formulas(read, names.scope([of, 'workspace']));
  const lines = (read.list(points, '"points"', '- { give: 10, if: … }') ?? []).map((line) => compileLine(line, formulas, read));
  return {
    name,
    of,
    points: lines.filter((line) => line !== undefined),
    requires: root.has('requires') ? readRequires(root.at('requires'), of, names, read) : [],
    tiers: root.has('tiers') ? compileTiers(root.at('tiers'), of, names, read) : [],
    place: root.at('score').place,
  };
}

/**
 * A score is a member of its subject for whatever is decided after it: workflows, pipelines, routings. Traits and audiences are computed
 * before it and cannot read it.
 */
export function declareScore({ name, of, place }: ScoreDefinition, names: TypedNames, read: Reading): void {
  if (Object.hasOwn(builtinMembers[of], name) || names.trait(of, name) !== undefined)
    read.problem('E404', `${of}.${name} is there already: a score of this name would overwrite it`, place, 'give the score another name');
  else names.declare(of, name, 'number', place.file);
}

function compileLine(written: WrittenYaml, formulas: Formulas, read: Reading): ScoreLine | undefined {
  if (!read.map(written, 'a line of points', '{ give: 10, if: … }')) return undefined;
  read.onlyKeys(written, pointsKeys, 'in a line of points');
  const giveWritten = read.required(written, 'give', 'give: 10');
  const give = giveWritten === undefined ? undefined : read.number(giveWritten, '"give"');
  if (!written.has('if') && !written.has('each'))
    read.problem('E202', 'these points are given to everyone', written.place, 'add if: … or each: …');
  const condition = written.has('if') ? formulas.condition(written.at('if')) : undefined;
  const each = written.has('each') ? formulas.expression(written.at('each'), 'number') : undefined;
  const upTo = written.has('up_to') ? read.number(written.at('up_to'), '"up_to"', { min: 0 }) : undefined;
  if (written.has('up_to') && !written.has('each'))
    read.problem('E202', '"up_to" limits "each", which is missing', written.keyPlace('up_to'), 'add each: …, or remove up_to');
  const because = written.has('because') ? read.text(written.at('because'), '"because"') : undefined;
  const fadesOver = written.has('fades_over') ? read.duration(written.at('fades_over'), '"fades_over"') : undefined;
  if (written.has('fades_over') && !written.has('if'))
    read.problem(
      'E202',
      '"fades_over" begins when "if" ends, which is missing',
      written.keyPlace('fades_over'),
      'add if: …, or remove fades_over',
    );
  if (give === undefined) return undefined;
  return {
    give,
    ...(condition === undefined ? {} : { if: condition }),
    ...(each === undefined ? {} : { each }),
    ...(upTo === undefined ? {} : { upTo }),
    ...(fadesOver === undefined ? {} : { fadesOver }),
    ...(because === undefined ? {} : { because }),
    place: written.place,
  };
}

function readRequires(written: WrittenYaml, of: 'person' | 'account', names: TypedNames, read: Reading): readonly string[] {
  const known = [...Object.keys(builtinMembers[of]), ...names.traitNames(of)].map((name) => `${of}.${name}`);
  return read.oneOrMore(written).flatMap((each) => {
    const text = read.text(each, 'what a score requires');
    if (text === undefined || known.includes(text)) return text ?? [];
    const meant = suggest(text, known);
    read.problem(
      'E308',
      `${describeValue(text)} is nothing that a score of ${of === 'person' ? 'a person' : 'an account'} can require`,
      each.place,
      meant === undefined ? `a name as ${of}.name` : `did you mean "${meant}"?`,
    );
    return [];
  });
}

function compileTiers(written: WrittenYaml, of: 'person' | 'account', names: TypedNames, read: Reading): ScoreDefinition['tiers'] {
  const formulas = new Formulas(read, names.scope([of, 'workspace', 'score']));
  const tiers: ScoreDefinition['tiers'][number][] = [];
  const named = new Set<string>();
  let open: string | undefined;
  for (const item of read.list(written, '"tiers"', '- { tier: growth, if: score >= 30 }') ?? []) {
    if (!read.map(item, 'a tier', '{ tier: growth, if: score >= 30 }')) continue;
    read.onlyKeys(item, tierKeys, 'in a tier');
    const tierWritten = read.required(item, 'tier', 'tier: NAME');
    const tier = tierWritten === undefined ? undefined : read.name(tierWritten, 'a tier');
    const condition = item.has('if') ? formulas.condition(item.at('if')) : undefined;
    if (tier === undefined) continue;
    if (open !== undefined)
      read.problem(
        'E410',
        `tier "${tier}" is never reached: "${open}" before it takes everyone`,
        item.place,
        `put "${open}" last, or give it an "if"`,
      );
    else if (named.has(tier)) read.problem('E401', `tier "${tier}" is written twice`, item.place, 'join the two conditions with ||');
    if (!item.has('if')) open ??= tier;
    named.add(tier);
    tiers.push({ tier, ...(condition === undefined ? {} : { if: condition }), place: item.place });
  }
  return tiers;
}
