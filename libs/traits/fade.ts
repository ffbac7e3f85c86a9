// Points that fade (`fades_over: 30d`): whole while the condition holds, then down to nothing in equal steps over that time.
// A condition that time ends (`since(x) < days(7)`) says itself when that was, however late the facts came; of another one the
// moment is remembered at which it was found to hold no more.

import type { ScoreLine } from '#libs/language/trait-definition.js';
import type { Scope } from '#libs/language/scope.js';
import { getOwn, setOwn } from './own-property.js';

/** A step takes one point, or more so that there are no more steps: each is a change of the score with its audit row. */
const mostSteps = 50;

/** When the condition ended (epoch ms); undefined: it holds, or it has never held. @param held is changed */
export function endOf(line: ScoreLine, isMet: boolean, scope: Scope, held: Record<string, number>, key: string): number | undefined {
  const standing = getOwn(held, key);
  if (isMet) {
    setOwn(held, key, 0);
    return undefined;
  }
  if (standing === 0) setOwn(held, key, scope.now);
  const ended = line.if?.endedAt?.(scope) ?? (standing === 0 ? scope.now : standing);
  if (ended === undefined || ended + (line.fadesOver ?? 0) > scope.now) return ended;
  delete held[key];
  return undefined;
}

/** What is left of the points at that moment. */
export function faded(line: ScoreLine, points: number, since: number, now: number): number {
  const steps = stepsOf(line);
  const taken = Math.floor(((now - since) * steps) / (line.fadesOver ?? 1));
  return taken >= steps ? 0 : Math.round(points * (1 - taken / steps));
}

/** The instant of the next step; Infinity: none is to come. */
export function nextStep(line: ScoreLine, since: number, now: number): number {
  const over = line.fadesOver ?? 1;
  const steps = stepsOf(line);
  const taken = Math.floor(((now - since) * steps) / over);
  return taken >= steps ? Infinity : Math.ceil(since + ((taken + 1) * over) / steps);
}

function stepsOf({ give }: ScoreLine): number {
  return Math.max(1, Math.min(mostSteps, Math.ceil(Math.abs(give))));
}
