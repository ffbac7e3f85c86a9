// The tracking plan applied to one fact: canonical names, matched keys, and what does not fit. Nothing is coerced: a number
// sent as text is a violation that its owner can read, not a guess.

import { foldName } from '#libs/language/fold-name.js';
import type { Fact } from '#libs/language/fact.js';
import { wellKnownEvents } from '#libs/language/well-known-events.js';
import type { Money, Type, Value } from '#libs/language/value.js';
import type { PropertyPlan, TrackingPlan } from '#libs/language/tracking-plan.js';
import { fitsType } from './fits-type.js';
import { getOwn, setOwn } from './own-property.js';

export interface Violation {
  readonly event: string;
  readonly property: string;
  /** `required`, `type`, `one_of`, `min`, `max`, `unknown_event`. */
  readonly problem: string;
  /** Of the event, '' when nobody is named. */
  readonly owner: string;
}

export interface CheckedEvent {
  /** As the tracking plan spells it; the sender's when it is not planned. */
  readonly name: string;
  readonly properties: Readonly<Record<string, Value>>;
  readonly personTraits: Readonly<Record<string, Value>>;
  readonly accountTraits: Readonly<Record<string, Value>>;
  readonly verdict: 'used' | 'unplanned' | 'blocked';
  /** Sentences for people, kept with the event. */
  readonly notes: readonly string[];
  readonly violations: readonly Violation[];
}

/** Pure: equal facts and plans give equal answers. Never throws. @param passes a person has let it through: it is not blocked */
export function checkEvent(plan: TrackingPlan, fact: Fact, passes = false): CheckedEvent {
  const name = plan.canonical.get(foldName(fact.name)) ?? fact.name;
  const event = plan.events.get(name);
  const findings = new Findings(name, event?.owner ?? '');
  const properties =
    event === undefined ? fact.properties : match(event.properties, fact.properties, event.unplanned === 'drop', true, findings);
  const isAgainst = event?.onViolation === 'block' && findings.violations.length > 0;
  const isBlocked = isAgainst && !passes;
  const personTraits = match(plan.person, fact.personTraits, false, false, findings);
  const accountTraits = match(plan.account, fact.accountTraits, false, false, findings);
  const isUnplanned = event === undefined && fact.kind === 'event' && !Object.hasOwn(wellKnownEvents, name);
  if (isUnplanned) findings.add('', 'unknown_event', `the event ${JSON.stringify(name.slice(0, 100))} is not in the tracking plan`);
  if (isBlocked) findings.notes.push('it was blocked: the plan says on_violation: block');
  if (isAgainst && passes) findings.notes.push('a person let it through although the plan says on_violation: block');
  const verdict = isBlocked ? 'blocked' : isUnplanned ? 'unplanned' : 'used';
  return { name, properties, personTraits, accountTraits, verdict, notes: findings.notes, violations: findings.violations };
}

class Findings {
  readonly notes: string[] = [];
  readonly violations: Violation[] = [];

  constructor(
    private readonly event: string,
    private readonly owner: string,
  ) {}

  add(property: string, problem: string, note: string): void {
    this.notes.push(note);
    this.violations.push({ event: this.event.slice(0, 200), property: property.slice(0, 200), problem, owner: this.owner });
  }
}

function match(
  planned: ReadonlyMap<string, PropertyPlan>,
  sent: Readonly<Record<string, Value>>,
  isDropped: boolean,
  isComplete: boolean,
  findings: Findings,
): Readonly<Record<string, Value>> {
  const names = Object.keys(sent);
  if (planned.size === 0 && !isDropped) return sent;
  const byFolded = foldedNames(planned);
  const matched: Record<string, Value> = {};
  for (const name of names) {
    const value = getOwn(sent, name) ?? null;
    const property = planned.get(name) ?? byFolded.get(foldName(name));
    if (property === undefined) {
      if (!isDropped) setOwn(matched, name, value);
      else findings.notes.push(`the property ${JSON.stringify(name.slice(0, 100))} is not planned and was dropped`);
      // The exact spelling wins over another spelling of the same name.
    } else if (property.name === name || !Object.hasOwn(sent, property.name))
      setOwn(matched, property.name, check(property, value, findings));
  }
  if (isComplete)
    for (const property of planned.values())
      if (property.required && (getOwn(matched, property.name) ?? null) === null)
        findings.add(property.name, 'required', `the property "${property.name}" is required and missing`);
  return matched;
}

function check(property: PropertyPlan, value: Value, findings: Findings): Value {
  const { name, type, oneOf, min, max } = property;
  if (value === null) return null;
  if (!fitsType(type, value)) {
    findings.add(name, 'type', `"${name}" is ${describe(value)}, the plan wants ${nameOf(type)}`);
    return value;
  }
  // Conditions know times as epoch milliseconds and currencies in lower case: the same value, written as they read it.
  if (type === 'timestamp' && typeof value === 'string') return Date.parse(value);
  if (type === 'money') {
    const { amount, currency } = value as unknown as Money;
    return { ...(value as { readonly [name: string]: Value }), amount, currency: currency.toLowerCase() };
  }
  if (oneOf !== undefined && !oneOf.includes(value as string | number)) {
    const alike = typeof value === 'string' ? oneOf.find((one) => String(one).toLowerCase() === value.trim().toLowerCase()) : undefined;
    if (alike !== undefined) return alike;
    findings.add(name, 'one_of', `"${name}" is ${describe(value)}, the plan wants one of ${oneOf.join(', ')}`);
  }
  const measured = typeof value === 'string' ? value.length : Number(value);
  if (min !== undefined && measured < min) findings.add(name, 'min', `"${name}" is ${describe(value)}, the plan wants at least ${min}`);
  if (max !== undefined && measured > max) findings.add(name, 'max', `"${name}" is ${describe(value)}, the plan wants at most ${max}`);
  return value;
}

const folded = new WeakMap<ReadonlyMap<string, PropertyPlan>, ReadonlyMap<string, PropertyPlan>>();

/** A plan never changes: its folded names are made once. */
function foldedNames(planned: ReadonlyMap<string, PropertyPlan>): ReadonlyMap<string, PropertyPlan> {
  let names = folded.get(planned);
  if (names === undefined) {
    names = new Map([...planned.values()].map((property) => [foldName(property.name), property]));
    folded.set(planned, names);
  }
  return names;
}

function describe(value: Value): string {
  if (value !== null && typeof value === 'object') return Array.isArray(value) ? 'a list' : 'an object';
  return JSON.stringify(typeof value === 'string' ? value.slice(0, 50) : value);
}

function nameOf(type: Type): string {
  if (typeof type === 'string') return type;
  return 'list' in type ? `a list of ${nameOf(type.list)}` : `an object with ${Object.keys(type.fields).join(', ')}`;
}
