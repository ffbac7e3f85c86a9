// The tracking plan: files that begin with `event:` and `plan:`, on top of the events that are always there.

import { eventKeys, planKeys } from '../keys/plan-keys.js';
import { foldName } from '../fold-name.js';
import type { Place } from '../place.js';
import { wellKnownEvents } from '../well-known-events.js';
import type { EventPlan, PropertyPlan, TrackingPlan } from '../tracking-plan.js';
import type { WrittenYaml } from '../yaml/written-yaml.js';
import { compileProperties } from './compile-property.js';
import type { ConfigDocument } from './documents.js';
import type { Reading } from './reading.js';
import { builtinMembers } from '../expression/builtin-members.js';

const builtIn: Place = { file: 'built in', line: 1, column: 1 };

export function compilePlan(documents: readonly ConfigDocument[], read: Reading): TrackingPlan {
  const events = new Map<string, EventPlan>();
  const canonical = new Map<string, string>();
  for (const [name, properties] of Object.entries(wellKnownEvents)) {
    const planned = Object.entries(properties).map(([property, type]): [string, PropertyPlan] => [
      property,
      { name: property, type, required: false, place: builtIn },
    ]);
    events.set(name, { name, properties: new Map(planned), unplanned: 'keep', onViolation: 'flag', place: builtIn });
    canonical.set(foldName(name), name);
  }
  for (const { root } of documents.filter((document) => document.kind === 'event')) addEvent(root, events, canonical, read);
  const person = new Map<string, PropertyPlan>();
  const account = new Map<string, PropertyPlan>();
  for (const { root } of documents.filter((document) => document.kind === 'plan')) {
    read.onlyKeys(root, planKeys);
    const of = read.oneOf(root.at('plan'), '"plan"', ['person', 'account']);
    const written = read.required(root, 'properties', 'properties: { role: { type: string } }');
    if (of === undefined || written === undefined) continue;
    for (const property of compileProperties(written, read).values()) addRawTrait(property, of, of === 'person' ? person : account, read);
  }
  return { events, canonical, person, account };
}

function addRawTrait(property: PropertyPlan, of: 'person' | 'account', traits: Map<string, PropertyPlan>, read: Reading): void {
  const earlier = traits.get(property.name);
  if (Object.hasOwn(builtinMembers[of], property.name))
    read.problem('E404', `${of}.${property.name} is always there`, property.place, 'remove it from the plan');
  else if (earlier !== undefined)
    read.problem(
      'E401',
      `${of}.${property.name} is planned twice`,
      property.place,
      `the first is in ${earlier.place.file}:${earlier.place.line}`,
    );
  else traits.set(property.name, property);
}

function addEvent(root: WrittenYaml, events: Map<string, EventPlan>, canonical: Map<string, string>, read: Reading): void {
  read.onlyKeys(root, eventKeys);
  const name = read.text(root.at('event'), "the event's name");
  if (name === undefined) return;
  const place = root.at('event').place;
  const known = canonical.get(foldName(name));
  const builtin = known === undefined ? undefined : wellKnownEvents[known];
  const earlier = known === undefined ? undefined : events.get(known);
  if (earlier !== undefined && earlier.place !== builtIn) {
    read.problem('E401', `the event "${name}" is planned twice`, place, `the first is in ${earlier.place.file}:${earlier.place.line}`);
    return;
  }
  const own = root.has('properties') ? compileProperties(root.at('properties'), read) : new Map<string, PropertyPlan>();
  const canonicalName = builtin === undefined ? name.trim() : known!;
  const about = root.has('about') ? read.text(root.at('about'), '"about"') : undefined;
  const owner = root.has('owner') ? read.text(root.at('owner'), '"owner"') : undefined;
  events.set(canonicalName, {
    name: canonicalName,
    ...(about === undefined ? {} : { about }),
    ...(owner === undefined ? {} : { owner }),
    properties: builtin === undefined ? own : new Map([...earlier!.properties, ...own]),
    unplanned: (root.has('unplanned') && read.oneOf(root.at('unplanned'), '"unplanned"', ['keep', 'drop'])) || 'keep',
    onViolation: (root.has('on_violation') && read.oneOf(root.at('on_violation'), '"on_violation"', ['flag', 'block'])) || 'flag',
    place,
  });
  canonical.set(foldName(canonicalName), canonicalName);
  for (const alias of root.has('aliases') ? read.oneOrMore(root.at('aliases')) : []) {
    const text = read.text(alias, 'an alias');
    const taken = text === undefined ? undefined : canonical.get(foldName(text));
    if (taken !== undefined && taken !== canonicalName)
      read.problem('E401', `"${text}" already stands for the event "${taken}"`, alias.place, 'remove it from one of the two');
    else if (text !== undefined) canonical.set(foldName(text), canonicalName);
  }
}
