// The tracking plan as compiled: which events and traits exist, and what may stand in them.

import type { Place } from './place.js';
import type { Type } from './value.js';

export interface TrackingPlan {
  /** By canonical name. */
  readonly events: ReadonlyMap<string, EventPlan>;
  /** Folded name or alias (see foldName) → canonical name. */
  readonly canonical: ReadonlyMap<string, string>;
  /** Planned raw traits set by identify and group. */
  readonly person: ReadonlyMap<string, PropertyPlan>;
  readonly account: ReadonlyMap<string, PropertyPlan>;
}

export interface EventPlan {
  readonly name: string;
  readonly about?: string;
  readonly owner?: string;
  readonly properties: ReadonlyMap<string, PropertyPlan>;
  readonly unplanned: 'keep' | 'drop';
  readonly onViolation: 'flag' | 'block';
  readonly place: Place;
}

export interface PropertyPlan {
  readonly name: string;
  readonly type: Type;
  readonly required: boolean;
  readonly oneOf?: readonly (string | number)[];
  readonly min?: number;
  readonly max?: number;
  readonly about?: string;
  readonly place: Place;
}
