// What the names of a workspace can hold, as its plan, its traits and its scores say.

import type { ScoreDefinition, TraitDefinition } from '../trait-definition.js';
import type { EventPlan, PropertyPlan } from '../tracking-plan.js';
import type { Workspace } from '../workspace.js';
import type { Domain, Domains } from './can-hold.js';

const count: Domain = { min: 0, isWhole: true };

/** @returns what `event` means depends on where a condition stands: the events that it can be about */
export function domainsOf(workspace: Workspace): (events: readonly string[]) => Domains {
  const { plan, pipelines, scores, team, traits } = workspace;
  const known = new Map<string, Domain>([
    ['person.touches', count],
    ['account.people', count],
    ['deal.pipeline', { choices: [...pipelines.keys()] }],
    ['deal.stage', { choices: [...pipelines.values()].flatMap(({ stages }) => stages.map(({ name }) => name)) }],
    ['owner.team', { choices: [...team.teams.keys()] }],
  ]);
  const tiers = tiersOf(workspace);
  if (tiers.length > 0) known.set('account.tier', { choices: tiers });
  for (const kind of ['person', 'account'] as const)
    for (const property of plan[kind].values()) known.set(`${kind}.${property.name}`, domainOfProperty(property));
  for (const trait of traits) known.set(`${trait.of}.${trait.name}`, domainOfTrait(trait, plan.events));
  for (const score of scores) known.set(`${score.of}.${score.name}`, domainOfScore(score));
  return (events) => {
    const meta: Domain | undefined = events.length === 0 ? undefined : { choices: events };
    return (name) => {
      if (name === 'event.meta.name') return meta;
      return name.startsWith('event.') ? propertyOf(name.slice('event.'.length), events, plan.events) : known.get(name);
    };
  };
}

export function tiersOf({ scores }: Workspace): readonly string[] {
  return [...new Set(scores.filter(({ of }) => of === 'account').flatMap((score) => score.tiers.map(({ tier }) => tier)))];
}

/** The least and the most that the lines of a score can make. */
export function domainOfScore({ points }: ScoreDefinition): Domain {
  const ends = points.map(({ give, each, upTo = Infinity }) => (each === undefined ? give : give === 0 ? 0 : give * upTo));
  return {
    min: ends.filter((end) => end < 0).reduce((sum, end) => sum + end, 0),
    max: ends.filter((end) => end > 0).reduce((sum, end) => sum + end, 0),
  };
}

function domainOfProperty({ type, oneOf, min, max }: PropertyPlan): Domain {
  return {
    ...(oneOf === undefined ? {} : { choices: oneOf }),
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    isWhole: type === 'integer',
  };
}

function domainOfTrait({ rule }: TraitDefinition, events: ReadonlyMap<string, EventPlan>): Domain {
  if (rule.kind === 'count') return rule.levels === undefined ? count : { choices: rule.levels.map(({ level }) => level) };
  if (rule.kind === 'rollup') return rule.take === 'count' ? count : {};
  if (rule.kind !== 'latest' && rule.kind !== 'first') return {};
  const property = /^event\.([A-Za-z_]\w*)$/.exec(rule.value.source)?.[1];
  return property === undefined ? {} : (propertyOf(property, rule.events, events) ?? {});
}

/** Of several events what all of them plan; an event that does not plan it may bring anything. */
function propertyOf(name: string, names: readonly string[], events: ReadonlyMap<string, EventPlan>): Domain | undefined {
  const planned = names.map((event) => events.get(event)?.properties.get(name));
  const domains = planned.flatMap((property) => (property === undefined ? [] : [domainOfProperty(property)]));
  const [first, ...others] = domains;
  if (first === undefined || domains.length < names.length) return undefined;
  return others.reduce(joined, first);
}

function joined(one: Domain, other: Domain): Domain {
  const choices = one.choices === undefined || other.choices === undefined ? undefined : [...one.choices, ...other.choices];
  const min = one.min === undefined || other.min === undefined ? undefined : Math.min(one.min, other.min);
  const max = one.max === undefined || other.max === undefined ? undefined : Math.max(one.max, other.max);
  return {
    ...(choices === undefined ? {} : { choices }),
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    isWhole: one.isWhole === true && other.isWhole === true,
  };
}
