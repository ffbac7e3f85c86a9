// What a workflow is for (`goal`), and how it is found out whether it works (`experiment`).

import { experimentKeys, goalKeys } from '../keys/workflow-keys.js';
import { parsePercent } from '../percent.js';
import type { SubjectKind } from '../subject-kind.js';
import type { Experiment, Goal } from '../workflow.js';
import type { WrittenYaml } from '../yaml/written-yaml.js';
import type { Declared } from './declared.js';
import { describeValue } from './describe-value.js';
import { readEvent } from './event-names.js';
import type { Formulas } from './formulas.js';
import type { Reading } from './reading.js';

const goalExample = '{ event: Ticket Answered, within: 30d }';
const experimentExample = '{ holdout: 10%, by: account, goal: calendly.booked, within: 30d }';

/** @param formulasFor formulas in which `event` means that one */
export function compileGoal(
  written: WrittenYaml,
  declared: Declared,
  formulasFor: (event: string) => Formulas,
  read: Reading,
): Goal | undefined {
  if (!read.map(written, 'a goal', goalExample)) return undefined;
  read.onlyKeys(written, goalKeys, 'in "goal"');
  const eventWritten = read.required(written, 'event', 'event: NAME');
  const withinWritten = read.required(written, 'within', 'within: 30d');
  const event = eventWritten && readEvent(eventWritten, declared.plan, read);
  const within = withinWritten && read.duration(withinWritten, '"within"');
  const condition = written.has('if') && event !== undefined ? formulasFor(event).condition(written.at('if')) : undefined;
  if (event === undefined || within === undefined) return undefined;
  return { event, ...(condition === undefined ? {} : { if: condition }), within, place: written.place };
}

export function compileExperiment(written: WrittenYaml, of: SubjectKind, declared: Declared, read: Reading): Experiment | undefined {
  if (!read.map(written, 'an experiment', experimentExample)) return undefined;
  read.onlyKeys(written, experimentKeys, 'in "experiment"');
  const holdoutWritten = read.required(written, 'holdout', 'holdout: 10%');
  const goalWritten = read.required(written, 'goal', 'goal: calendly.booked');
  const withinWritten = read.required(written, 'within', 'within: 30d');
  const holdout = holdoutWritten && readShare(holdoutWritten, '"holdout"', read);
  const goal = goalWritten && readEvent(goalWritten, declared.plan, read);
  const within = withinWritten && read.duration(withinWritten, '"within"');
  const guard = (written.has('guard') ? read.oneOrMore(written.at('guard')) : [])
    .map((each) => readEvent(each, declared.plan, read))
    .filter((each) => each !== undefined);
  const by = written.has('by') ? readBy(written.at('by'), of, read) : of === 'person' ? 'person' : 'account';
  if (holdout === undefined || goal === undefined || within === undefined || by === undefined) return undefined;
  return { holdout, by, goal, within, guard, place: written.place };
}

function readBy(written: WrittenYaml, of: SubjectKind, read: Reading): Experiment['by'] | undefined {
  const by = read.oneOf(written, '"by"', ['account', 'person'] as const);
  if (by !== 'person' || of !== 'account') return by;
  read.problem('E204', 'a run of an account is about no person whose hash could decide', written.place, 'write by: account');
  return undefined;
}

/** `10%` → 0.1; more than nothing and less than all. */
function readShare(written: WrittenYaml, what: string, read: Reading): number | undefined {
  const { value } = written;
  const percent = parsePercent(value);
  if (percent === undefined) {
    const hint = typeof value === 'number' && value > 0 && value < 1 ? `write ${Math.round(value * 1000) / 10}%` : 'as in 10%';
    read.problem('E203', `${what} is a share in percent; this is ${describeValue(value)}`, written.place, hint);
    return undefined;
  }
  if (percent > 0 && percent < 100) return percent / 100;
  read.problem('E207', `${what} is more than 0% and less than 100%; ${percent}% is not`, written.place, 'as in 10%');
  return undefined;
}
