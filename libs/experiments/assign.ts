// Who gets what in an experiment: a hash of the experiment and the subject decides, so that the answer is the same whenever and
// wherever it is asked, and nobody has to remember it. Nothing is random.

import { sha256 } from '#libs/language/sha256.js';

/** 52 bits: as many as a double holds exactly. */
const digits = 13;

/**
 * Where a subject stands in an experiment: from 0 (included) to 1 (not), spread evenly, and without regard to where it stands in others.
 * @param experiment its name: the workflow's, with the step's id for a split
 */
export function positionOf(experiment: string, subjectId: string): number {
  return parseInt(sha256(`${experiment}\n${subjectId}`).slice(0, digits), 16) / 16 ** digits;
}

/** @param holdout share of the subjects that gets nothing, 0 to 1 */
export function isHeldOut(experiment: string, subjectId: string, holdout: number): boolean {
  return positionOf(experiment, subjectId) < holdout;
}

export interface Arm {
  readonly name: string;
  /** More than 0; what they are of is their sum. */
  readonly share: number;
}

/**
 * The arm of a subject, in the order of the list. Shares that grow at the end of the list move nobody before it.
 * @throws RangeError without arms
 */
export function armOf(experiment: string, subjectId: string, arms: readonly Arm[]): string {
  const last = arms.at(-1);
  if (last === undefined) throw new RangeError('An experiment without arms assigns nobody.');
  const position = positionOf(experiment, subjectId) * arms.reduce((sum, { share }) => sum + share, 0);
  let upTo = 0;
  for (const { name, share } of arms) {
    upTo += share;
    if (position < upTo) return name;
  }
  return last.name;
}
