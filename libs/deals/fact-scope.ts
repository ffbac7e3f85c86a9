// What a pipeline's rule sees when it is asked about a fact: the fact, the deal as folded so far, and account, person and
// owner as they were when the fact came. Remembered, because the fold is taken again later and must give the same answer.

import type { Facts, Scope } from '#libs/language/scope.js';
import type { Value } from '#libs/language/value.js';
import type { Pipeline } from '#libs/language/pipeline.js';
import { getOwn, setOwn } from '#libs/traits/own-property.js';
import { dealFacts } from './deal-facts-for-scope.js';
import type { Deal, DealFact, DealFactBody } from './deal.js';

const remembered = ['account', 'person', 'owner'] as const;
const readsOfPipeline = new WeakMap<Pipeline, readonly string[]>();

/** `account.tier` → its value now, of all that the pipeline's rules read beside event and deal; null is unknown. */
export function rememberSeen(pipeline: Pipeline, scope: Scope): Readonly<Record<string, Value>> {
  const saw: Record<string, Value> = {};
  for (const name of readsOf(pipeline)) {
    const [root = '', member = ''] = name.split('.');
    const facts = scope[root as (typeof remembered)[number]];
    saw[name] = facts === undefined ? null : (getOwn(facts.own, member) ?? getOwn(facts.traits, member) ?? null);
  }
  return saw;
}

/**
 * The scope of an event's fact, or of time that has passed. `now` is the fact's own time: a rule about time gives one answer
 * whenever it is asked.
 */
export function scopeOfFact(
  fact: Pick<DealFact, 'at' | 'body'>,
  event: DealFactBody['event'] | undefined,
  deal: Deal,
  workspace: Scope['workspace'],
): Scope {
  const seen: Partial<Record<(typeof remembered)[number], Facts>> = {};
  for (const [name, value] of Object.entries(fact.body.saw ?? {})) {
    const [root, member = ''] = name.split('.') as [(typeof remembered)[number], string?];
    // Own member or trait: the rule knows which it reads, so both answer.
    const facts = (seen[root] ??= same({}));
    setOwn(facts.own as Record<string, Value | undefined>, member, value);
  }
  return {
    ...seen,
    now: fact.at,
    ...(event === undefined ? {} : { event: eventFacts(event) }),
    deal: dealFacts(deal, nobody),
    workspace,
  };
}

function eventFacts({ name, at, receivedAt, source, id, properties }: NonNullable<DealFactBody['event']>): Facts {
  return { own: { name, at, received_at: receivedAt, source, id }, traits: properties };
}

function nobody(): null {
  return null;
}

function same(members: Record<string, Value | undefined>): Facts {
  return { own: members, traits: members };
}

function readsOf(pipeline: Pipeline): readonly string[] {
  let reads = readsOfPipeline.get(pipeline);
  if (reads === undefined) {
    const all = pipeline.stages.flatMap((stage) => [
      ...(stage.if?.reads ?? []),
      ...[...stage.set.values()].flatMap((value) => value.reads),
    ]);
    const members = all.map((name) => name.split('.').slice(0, 2).join('.'));
    reads = [...new Set(members)].filter((name) => remembered.some((root) => name.startsWith(`${root}.`)));
    readsOfPipeline.set(pipeline, reads);
  }
  return reads;
}
