// A pipeline: its stages in order, and the facts that move a deal.

import { matchable, pipelineKeys, stageKeys } from '../keys/pipeline-keys.js';
import { parsePercent } from '../percent.js';
import type { Expression } from '../expression.js';
import type { Type } from '../value.js';
import type { Pipeline, Stage } from '../pipeline.js';
import type { TrackingPlan } from '../tracking-plan.js';
import type { WrittenYaml } from '../yaml/written-yaml.js';
import { deriveDealField } from './deal-fields.js';
import { readEvents } from './event-names.js';
import { Formulas } from './formulas.js';
import type { TypedNames } from './names.js';
import type { Reading } from './reading.js';

/** The declared stages of a pipeline file, for references from elsewhere. */
export function stagesOf(root: WrittenYaml): readonly string[] {
  return root.at('stages').keys();
}

/** @param hold how long a rep's edit holds where the pipeline does not say (ms) */
export function compilePipeline(
  root: WrittenYaml,
  plan: TrackingPlan,
  names: TypedNames,
  hold: number | undefined,
  read: Reading,
): Pipeline | undefined {
  read.onlyKeys(root, pipelineKeys);
  const name = read.name(root.at('pipeline'), 'a pipeline');
  if (root.has('of')) read.oneOf(root.at('of'), '"of"', ['account']);
  const matchWritten = read.required(root, 'match', `match: [${matchable.slice(0, 4).join(', ')}]`);
  const match = matchWritten === undefined ? [] : read.oneOrMore(matchWritten).map((item) => read.oneOf(item, '"match"', matchable));
  const stagesWritten = read.required(root, 'stages', 'stages: { new: , won: { when: stripe.invoice_paid } }');
  const neverBack = root.has('never_back') ? read.flag(root.at('never_back'), '"never_back"') : true;
  const repEditsHold = root.has('rep_edits_hold') ? read.duration(root.at('rep_edits_hold'), '"rep_edits_hold"') : (hold ?? 7 * 86_400_000);
  if (stagesWritten === undefined || !read.map(stagesWritten, '"stages"', 'new: …')) return undefined;
  const stageNames = stagesWritten.keys();
  const stages = stageNames.map((stage, rank) => compileStage(stage, stageNames.slice(0, rank), stagesWritten, plan, names, read));
  if (stages.length === 0) read.problem('E202', 'a pipeline without stages', stagesWritten.place, 'name at least one');
  if (name === undefined) return undefined;
  return {
    name,
    of: 'account',
    match: match.filter((item) => item !== undefined),
    stages,
    neverBack: neverBack ?? true,
    repEditsHold: repEditsHold ?? 0,
    place: root.at('pipeline').place,
  };
}

function compileStage(
  name: string,
  earlier: readonly string[],
  parent: WrittenYaml,
  plan: TrackingPlan,
  names: TypedNames,
  read: Reading,
): Stage {
  const written = parent.at(name);
  const place = parent.keyPlace(name);
  const closes: Pick<Stage, 'closes' | 'likely'> =
    name === 'won' || name === 'lost' ? { closes: name, likely: name === 'won' ? 1 : 0 } : {};
  const plain: Stage = { name, rank: earlier.length, ...closes, when: [], set: new Map(), backWhen: [], place };
  if (!/^[A-Za-z][A-Za-z0-9_]{0,79}$/.test(name))
    read.problem('E206', `${JSON.stringify(name.slice(0, 60))} cannot be the name of a stage`, place, 'letters, digits and "_"');
  if (written.value === null || !read.map(written, `stage "${name}"`, '{ when: EVENT }')) return plain;
  read.onlyKeys(written, stageKeys, `in stage "${name}"`);
  const when = written.has('when') ? (readEvents(written.at('when'), plan, read) ?? []) : [];
  const formulas = new Formulas(read, names.scope(['event', 'person', 'account', 'deal', 'owner', 'workspace'], when));
  if (written.has('if') && !written.has('when'))
    read.problem('E202', `stage "${name}" has an "if" but no "when"`, written.keyPlace('if'), 'add when: EVENT');
  const idle = written.has('idle') ? readIdle(written.at('idle'), read) : undefined;
  const likely = written.has('likely') ? readLikely(written.at('likely'), closes.likely, read) : undefined;
  const condition = written.has('if') ? formulas.condition(written.at('if')) : undefined;
  const backTo = written.has('back_to') ? read.known(written.at('back_to'), 'E305', 'an earlier stage', earlier) : undefined;
  const backWhen = written.has('back_when') ? (readEvents(written.at('back_when'), plan, read) ?? []) : [];
  if (written.has('back_to') !== written.has('back_when')) {
    const there = written.has('back_to') ? 'back_to' : 'back_when';
    const missing = there === 'back_to' ? 'back_when' : 'back_to';
    read.problem(
      'E202',
      `"${there}" without "${missing}"`,
      written.keyPlace(there),
      `add ${missing}: ${missing === 'back_to' ? (earlier[0] ?? 'STAGE') : 'EVENT'}`,
    );
  }
  const set = written.has('set') ? compileSet(written.at('set'), formulas, read) : new Map<string, Expression>();
  return {
    ...plain,
    when,
    ...(condition === undefined ? {} : { if: condition }),
    ...(idle === undefined ? {} : { idle }),
    ...(likely === undefined ? {} : { likely }),
    set,
    ...(backTo === undefined ? {} : { backTo }),
    backWhen,
  };
}

/** @param known of a stage that closes a deal, where there is nothing to guess */
function readLikely(written: WrittenYaml, known: number | undefined, read: Reading): number | undefined {
  const percent = parsePercent(written.value);
  if (percent === undefined)
    read.problem('E204', '"likely" is a share from 0% to 100%', written.place, 'write a number with its sign, as 40%');
  else if (known !== undefined && percent !== known * 100)
    read.problem('E207', `a deal that stands here is decided: "likely" is ${known * 100}%`, written.place, 'leave it out');
  return percent === undefined ? undefined : percent / 100;
}

/** What is less than a day would be a wait: a workflow's affair. */
function readIdle(written: WrittenYaml, read: Reading): number | undefined {
  const idle = read.duration(written, '"idle"');
  if (idle === undefined || idle >= 86_400_000) return idle;
  read.problem('E207', '"idle" is at least a day', written.place, 'write 1d or more; for hours use a workflow with wait');
  return undefined;
}

function compileSet(written: WrittenYaml, formulas: Formulas, read: Reading): ReadonlyMap<string, Expression> {
  const set = new Map<string, Expression>();
  if (!read.map(written, '"set"', '{ amount: event.amount }')) return set;
  for (const field of written.keys()) {
    const type = deriveDealField(field, written.keyPlace(field), read);
    const value = type === undefined ? undefined : compileFieldValue(written.at(field), type, formulas);
    if (value !== undefined) set.set(field, value);
  }
  return set;
}

/** A field of the company's own takes a word as a text: `lost_reason: went_quiet`. */
function compileFieldValue(written: WrittenYaml, type: Type, formulas: Formulas): Expression | undefined {
  const isWord = type === 'any' && typeof written.value === 'string' && /^[A-Za-z][\w -]*$/.test(written.value);
  return formulas.expression(written, isWord ? 'string' : type);
}
