// Reps, teams and routings as compiled: who gets what.

import type { Expression } from './expression.js';
import type { Place } from './place.js';
import type { WorkingHours } from './working-hours.js';

export interface Team {
  readonly reps: ReadonlyMap<string, Rep>;
  /** Team name → keys of its reps, in the order of the file. */
  readonly teams: ReadonlyMap<string, readonly string[]>;
}

export interface Rep {
  /** The key in team.yaml: `nina`. It is what `deal.owner` and `account.owner` hold. */
  readonly key: string;
  readonly name: string;
  readonly email: string;
  /** The first of its teams: what `owner.team` says. */
  readonly team: string;
  readonly teams: readonly string[];
  readonly calendarUrl?: string;
  /** Share in a round robin; 1 is the normal one. */
  readonly weight: number;
  readonly active: boolean;
  /** Absences in epoch ms, half open. */
  readonly away: readonly { readonly from: number; readonly to: number }[];
  /** Absent: always there, but for absences. */
  readonly hours?: WorkingHours;
  /** Open deals at once; absent: no limit. */
  readonly capacity?: number;
  readonly place: Place;
}

export interface Routing {
  readonly name: string;
  /** What is looked up in `to`: `account.tier`. */
  readonly by: Expression;
  readonly to: ReadonlyMap<string, RouteTarget>;
  readonly keepOwner: boolean;
  readonly matchAccounts: readonly ('domain' | 'name')[];
  readonly skip: readonly SkipReason[];
  /** Key of the rep when nobody else is left. */
  readonly fallback: string;
  /** Whether who comes back from an absence starts at the average, or gets what was missed. */
  readonly onReturn: 'average' | 'catch_up';
  /** What follows when `answerWithin` has passed; absent: it is noted. */
  readonly onNoAnswer?: NoAnswer;
  readonly place: Place;
}

export type SkipReason = 'inactive' | 'away' | 'full' | 'off_hours';
export type NoAnswer = 'reassign' | 'remind' | 'fallback';
export type TeamPick = 'round_robin' | 'least_loaded';

export type RouteTarget =
  | { readonly kind: 'nobody'; readonly place: Place }
  | { readonly kind: 'rep'; readonly rep: string; readonly place: Place }
  | { readonly kind: 'team'; readonly team: string; readonly pick: TeamPick; readonly answerWithin?: number; readonly place: Place };
