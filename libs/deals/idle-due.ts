// Stages that a deal comes into by time alone: `idle: 60d`, no fact about it for so long.

import type { Pipeline, Stage } from '#libs/language/pipeline.js';
import type { Deal, DealFact } from './deal.js';

export interface IdleMove {
  readonly stage: Stage;
  /** When it is to be made (epoch ms). */
  readonly at: number;
}

/**
 * The next idle move of a deal, if nothing comes before it.
 * @param after moves that were due by then have been made or proposed already
 */
export function nextIdle(
  pipeline: Pipeline,
  { stage, lastFactAt }: Pick<Deal, 'stage' | 'lastFactAt'>,
  after = -Infinity,
): IdleMove | undefined {
  const current = pipeline.stages.find(({ name }) => name === stage);
  if (current === undefined || current.closes !== undefined) return undefined;
  let next: IdleMove | undefined;
  for (const candidate of pipeline.stages) {
    if (candidate.idle === undefined || candidate.name === stage) continue;
    if (pipeline.neverBack && candidate.rank <= current.rank) continue;
    const at = lastFactAt + candidate.idle;
    if (at > after && (next === undefined || at < next.at)) next = { stage: candidate, at };
  }
  return next;
}

/** When a timer has to look at the deal next. @param facts of the deal: what it has been told of the time already is among them */
export function idleDue(pipeline: Pipeline, deal: Deal, facts: readonly DealFact[]): number | undefined {
  const told = facts.filter(({ kind }) => kind === 'idle').map(({ at }) => at);
  const after = Math.max(-Infinity, ...told.filter((at) => at > deal.lastFactAt));
  return nextIdle(pipeline, deal, after)?.at;
}

/** Whether time alone moves deals of the pipeline. */
export function hasIdle(pipeline: Pipeline): boolean {
  return pipeline.stages.some(({ idle }) => idle !== undefined);
}
