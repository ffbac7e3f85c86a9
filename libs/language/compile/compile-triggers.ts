// What starts a workflow and what stops it.

import { everyName, parseEvery } from '../every.js';
import { anyTriggerKeys, triggerKeys } from '../keys/workflow-keys.js';
import type { SubjectKind } from '../subject-kind.js';
import { audienceTrait } from '../trait-definition.js';
import type { StopTrigger, Trigger } from '../workflow.js';
import type { Type } from '../value.js';
import type { WrittenYaml } from '../yaml/written-yaml.js';
import { readZone } from './compile-send.js';
import type { Declared } from './declared.js';
import { describeValue } from './describe-value.js';
import { readEvent } from './event-names.js';
import { Formulas } from './formulas.js';
import { nameOfType } from './names.js';
import type { Reading } from './reading.js';
import type { ScopeName } from '../scope.js';

export function compileTrigger(
  written: WrittenYaml,
  of: SubjectKind,
  visible: readonly ScopeName[],
  declared: Declared,
  read: Reading,
): Trigger | undefined {
  if (!read.map(written, 'a trigger', '- event: Demo Requested')) return undefined;
  const { place } = written;
  if (written.has('event')) {
    read.onlyKeys(written, triggerKeys.event, 'in a trigger');
    const event = readEvent(written.at('event'), declared.plan, read);
    const formulas = new Formulas(read, declared.names.scope(visible, event === undefined ? [] : [event]));
    const condition = written.has('if') && event !== undefined ? formulas.condition(written.at('if')) : undefined;
    return event === undefined ? undefined : { kind: 'event', event, ...(condition === undefined ? {} : { if: condition }), place };
  }
  if (written.has('stage')) {
    read.onlyKeys(written, triggerKeys.stage, 'in a trigger');
    const stage = read.known(written.at('stage'), 'E305', 'a stage', allStages(declared));
    return stage === undefined ? undefined : { kind: 'stage', stage, place };
  }
  if (written.has('audience')) return compileAudienceTrigger(written, of, declared, read);
  if (written.has('trait')) return compileTraitTrigger(written, of, declared, read);
  if (written.has('every')) return compileEveryTrigger(written, read);
  read.onlyKeys(written, anyTriggerKeys, 'in a trigger');
  // An unknown key is told already.
  if (written.keys().every((key) => key in anyTriggerKeys))
    read.problem(
      'E202',
      'a trigger that does not say by what',
      place,
      'write event: NAME, trait: NAME, stage: NAME, audience: NAME or every: "mon 09:00"',
    );
  return undefined;
}

/** Entering an audience is a transition of the trait that membership is; leaving it another. */
function compileAudienceTrigger(written: WrittenYaml, of: SubjectKind, declared: Declared, read: Reading): Trigger | undefined {
  read.onlyKeys(written, triggerKeys.audience, 'in a trigger');
  const name = read.known(written.at('audience'), 'E313', 'an audience', declared.audiences.keys());
  const ways = (['enters', 'leaves'] as const).filter((way) => written.has(way) && read.flag(written.at(way), `"${way}"`) === true);
  if (ways.length === 0) read.problem('E202', 'it does not say at which transition', written.place, 'add enters: true, or leaves: true');
  if (name === undefined || ways.length === 0) return undefined;
  const kind = declared.audiences.get(name);
  if (kind === of)
    return {
      kind: 'trait',
      of: kind,
      trait: audienceTrait(name),
      becomes: ways.map((way) => way === 'enters'),
      place: written.place,
    };
  read.problem(
    'E411',
    `a workflow of ${article(of)} cannot start by an audience of ${kind === 'person' ? 'people' : `${kind}s`}`,
    written.at('audience').place,
    `make it a workflow of: ${kind}`,
  );
  return undefined;
}

function compileEveryTrigger(written: WrittenYaml, read: Reading): Trigger | undefined {
  read.onlyKeys(written, triggerKeys.every, 'in a trigger');
  const { value, place } = written.at('every');
  const time = typeof value === 'string' ? parseEvery(value) : undefined;
  if (time === undefined)
    read.problem(
      'E209',
      `"every" is a time of day, on days of the week; this is ${describeValue(value)}`,
      place,
      'quote it, as in every: "mon 09:00", "mon-fri 09:00" or "09:00"',
    );
  const zone = written.has('zone') ? readZone(written.at('zone'), read) : 'workspace';
  if (time === undefined || zone === undefined) return undefined;
  return { kind: 'every', time, zone, name: everyName({ time, zone }), place: written.place };
}

function compileTraitTrigger(written: WrittenYaml, of: SubjectKind, declared: Declared, read: Reading): Trigger | undefined {
  read.onlyKeys(written, triggerKeys.trait, 'in a trigger');
  const text = read.text(written.at('trait'), 'a trait');
  if (text === undefined) return undefined;
  const { place } = written.at('trait');
  const known = (['person', 'account'] as const)
    .flatMap((kind) => declared.names.traitNames(kind).map((name) => `${kind}.${name}`))
    .concat('account.tier');
  if (!known.includes(text)) {
    read.unknown('E308', 'a trait', text, known, place);
    return undefined;
  }
  const [kind, name] = text.split('.') as ['person' | 'account', string];
  if (kind !== of) {
    read.problem(
      'E411',
      `a workflow of ${article(of)} cannot start by a trait of ${article(kind)}`,
      place,
      of === 'person' ? 'make it a workflow of: account' : `name a trait of ${article(of)}`,
    );
    return undefined;
  }
  const becomes = read.required(written, 'becomes', 'becomes: [low, critical]');
  if (becomes === undefined) return undefined;
  const type = name === 'tier' ? 'string' : declared.names.trait(kind, name);
  const choices = declared.plan[kind].get(name)?.oneOf ?? declared.names.choices(kind, name);
  const values = read.oneOrMore(becomes).flatMap((item) => readValue(item, type ?? 'any', choices, read));
  return values.length === 0 ? undefined : { kind: 'trait', of: kind, trait: name, becomes: values, place: written.place };
}

function readValue(
  item: WrittenYaml,
  type: Type,
  choices: readonly (string | number)[] | undefined,
  read: Reading,
): readonly (string | number | boolean)[] {
  const { value, place } = item;
  const wanted =
    type === 'integer' || type === 'number' ? 'number' : type === 'boolean' ? 'boolean' : type === 'string' ? 'string' : undefined;
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean')
    read.problem('E203', '"becomes" is a text, a number or true or false, or a list of them', place);
  else if (wanted !== undefined && typeof value !== wanted)
    read.problem(
      'E210',
      `the trait is ${nameOfType(type)}; ${JSON.stringify(value)} is not`,
      place,
      wanted === 'string' ? `quote it: "${String(value)}"` : `write a ${wanted}`,
    );
  else if (choices !== undefined && !choices.includes(value as string)) read.oneOf(item, 'the trait', choices.map(String));
  else return [value];
  return [];
}

/** `deal.won` is a stage reached, anything else an event. */
export function compileStop(written: WrittenYaml, declared: Declared, read: Reading): StopTrigger | undefined {
  const { value, place } = written;
  if (typeof value === 'string' && value.startsWith('deal.')) {
    const stage = value.slice(5);
    const stages = allStages(declared);
    if (stages.includes(stage)) return { kind: 'stage', stage, place };
    read.unknown('E305', 'a stage', stage, stages, place);
    return undefined;
  }
  const event = readEvent(written, declared.plan, read);
  return event === undefined ? undefined : { kind: 'event', event, place };
}

function allStages(declared: Declared): readonly string[] {
  return [...new Set([...declared.pipelines.values()].flat())];
}

function article(kind: SubjectKind): string {
  return kind === 'account' ? 'an account' : `a ${kind}`;
}
