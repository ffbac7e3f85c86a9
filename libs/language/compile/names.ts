// What a condition can see at each place of a workspace, typed: planned properties and traits beside what is always there.

import { builtinMembers } from '../expression/builtin-members.js';
import type { ExpressionContext } from '../expression/expression-context.js';
import type { ScopeName } from '../scope.js';
import type { Type } from '../value.js';
import type { SubjectKind } from '../subject-kind.js';
import type { PropertyPlan, TrackingPlan } from '../tracking-plan.js';

type Names = ExpressionContext['names'];
type Member = { readonly type: Type; readonly from?: string; readonly choices?: readonly string[] };

export class TypedNames {
  private readonly traits: Record<SubjectKind, Map<string, Member>> = { person: new Map(), account: new Map(), deal: new Map() };

  constructor(private readonly plan: TrackingPlan) {
    for (const kind of ['person', 'account'] as const) {
      for (const property of plan[kind].values()) this.declare(kind, property.name, property.type, property.place.file);
    }
  }

  /** @param choices all that its value can be, as the levels of a bucket */
  declare(kind: SubjectKind, name: string, type: Type, from: string, choices?: readonly string[]): void {
    this.traits[kind].set(name, { type, from, ...(choices === undefined ? {} : { choices }) });
  }

  choices(kind: SubjectKind, name: string): readonly string[] | undefined {
    return this.traits[kind].get(name)?.choices;
  }

  trait(kind: SubjectKind, name: string): Type | undefined {
    return this.traits[kind].get(name)?.type;
  }

  traitNames(kind: SubjectKind): readonly string[] {
    return [...this.traits[kind].keys()];
  }

  /** `events`: which facts `event` can be; its properties are those of all of them. */
  scope(visible: readonly ScopeName[], events: readonly string[] = []): Names {
    const names: Names = {};
    for (const name of visible) {
      const traits = name === 'event' ? this.properties(events) : isSubject(name) ? Object.fromEntries(this.traits[name]) : {};
      names[name] = { own: builtinMembers[name], traits };
    }
    return names;
  }

  /** Of several events a property that two of them type differently can only be decided at run time. */
  private properties(events: readonly string[]): Record<string, Member> {
    const members: Record<string, Member> = {};
    for (const event of events) {
      for (const property of this.plan.events.get(event)?.properties.values() ?? []) {
        const known = members[property.name];
        members[property.name] = known === undefined || sameType(known.type, property.type) ? member(property) : { ...known, type: 'any' };
      }
    }
    return members;
  }
}

function member(property: PropertyPlan): Member {
  return { type: property.type, from: property.place.file };
}

function isSubject(name: ScopeName): name is SubjectKind {
  return name === 'person' || name === 'account' || name === 'deal';
}

export function sameType(a: Type, b: Type): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** `any` goes everywhere, an integer is a number; else types must be equal. */
export function isAssignable(from: Type, to: Type): boolean {
  return from === 'any' || to === 'any' || sameType(from, to) || (from === 'integer' && to === 'number');
}

export function nameOfType(type: Type): string {
  if (typeof type === 'string') return type;
  return 'list' in type ? `list of ${nameOfType(type.list)}` : `{${Object.keys(type.fields).join(', ')}}`;
}
