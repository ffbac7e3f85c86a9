// answer_within has passed and the rep has not touched the lead: it is given to the next one, the rep is reminded, or the fallback
// gets it. Pure; the timer of production and the clock of a simulation ask here.

import type { Because } from '#libs/audit/because.js';
import { requestDeal } from '#libs/deals/request-deal.js';
import type { Pick } from '#libs/engine/outcome.js';
import type { Routing } from '#libs/language/team.js';
import type { Value } from '#libs/language/value.js';
import type { AwaitedAnswer } from '#libs/routing/awaited-answer.js';
import { takeTurn } from '#libs/routing/take-turn.js';
import { ownFact } from './own-fact.js';
import { awaitAnswer } from './await-answer.js';
import type { BatchWorld } from './batch-world.js';
import { scopeOf, subjectsOf } from './scope-of.js';
import { tellDeals } from './tell-deals.js';
import type { WorkingSet } from './working-set.js';

/** Whether the ledger has to be loaded before `noAnswer` can be asked. */
export function asksLedger({ workspace }: WorkingSet, { routing }: AwaitedAnswer): boolean {
  return workspace.routings.get(routing)?.onNoAnswer === 'reassign';
}

/** Changes the set and the row. @param now epoch ms */
export function noAnswer(set: WorkingSet, world: BatchWorld, row: AwaitedAnswer, now: number): void {
  row.dueAt = null;
  const routing = set.workspace.routings.get(row.routing);
  if (routing?.onNoAnswer === undefined) row.outcome = 'late';
  else if (ownerNow(set, row) !== row.rep) row.outcome = 'handed_on';
  else if (routing.onNoAnswer === 'remind') remind(set, row, now);
  else giveAway(set, world, row, routing, now);
}

function ownerNow(set: WorkingSet, row: AwaitedAnswer): string {
  const { account, deal } = subjectsOf(set, row);
  return account?.owner ?? deal?.owner ?? row.rep;
}

function remind(set: WorkingSet, row: AwaitedAnswer, now: number): void {
  row.outcome = 'reminded';
  tell(set, row, row.rep, `${called(set, row)} has been waiting for your answer for ${spanOf(row)}.`, now);
}

function giveAway(set: WorkingSet, world: BatchWorld, row: AwaitedAnswer, routing: Routing, now: number): void {
  const tried = [...row.tried, row.rep];
  const lead = { owner: null, company: null, notAgain: tried, now };
  const fallback: Pick = { rep: routing.fallback, pool: null, reason: 'fallback', considered: [] };
  const asked = routing.onNoAnswer === 'reassign' ? world.pickFor(routing, scopeOf(set, row, now), lead) : fallback;
  // Where the account's tier goes to nobody by now, the lead is somebody's all the same.
  const pick = asked.rep === null ? { ...fallback, considered: asked.considered } : asked;
  const to = pick.rep ?? routing.fallback;
  row.outcome = pick.reason === 'turn' ? 'reassigned' : 'fallback';
  const because: Because = {
    by: 'rule',
    name: routing.name,
    rule: { place: routing.place, version: set.workspace.hash },
    details: { no_answer: row.rep, after: spanOf(row), reason: pick.reason, considered: pick.considered as unknown as Value },
  };
  const { accountId, dealId, personId } = row;
  takeTurn(set.pools, pick, { at: now, accountId, dealId, personId, because });
  if (to !== row.rep) handOn(set, row, to, because, now);
  if (pick.reason === 'turn') awaitAnswer(set, routing, pick, { accountId, dealId, personId }, { now, because, tried });
  if (to !== row.rep)
    tell(set, row, to, `${called(set, row)} is yours: ${nameOf(set, row.rep)} did not answer within ${spanOf(row)}.`, now);
}

/** Account and open deals that were the rep's. */
function handOn(set: WorkingSet, row: AwaitedAnswer, to: string, because: Because, now: number): void {
  const { account, person } = subjectsOf(set, row);
  if (account !== null && account.owner === row.rep) {
    set.changes.push({ subject: { kind: 'account', id: account.id }, field: 'owner', from: row.rep, to, at: now, because });
    account.owner = to;
    set.people.dirtyAccounts.add(account.id);
  }
  const context = { version: set.workspace.hash, workspace: set.workspaceFacts };
  for (const deal of set.deals.deals.values()) {
    const isOfLead = account === null ? person !== null && deal.contactId === person.id : deal.accountId === account.id;
    if (!isOfLead || deal.owner !== row.rep || deal.stage === 'won' || deal.stage === 'lost') continue;
    const asked = { dealId: deal.id, set: { owner: to }, at: now, key: `no_answer:${row.id}:${deal.id}`, because };
    const about = { personId: deal.contactId, accountId: deal.accountId, dealId: deal.id };
    tellDeals(set, requestDeal(set.deals, set.workspace, asked, context, set.newId), about, ownFact('lead.no_answer', now));
  }
}

/** By mail, as `notify: { rep: … }` does. */
function tell(set: WorkingSet, row: AwaitedAnswer, rep: string, text: string, now: number): void {
  const to = set.workspace.team.reps.get(rep);
  if (to === undefined) return;
  const { account, person, deal } = subjectsOf(set, row);
  const about = { person_id: person?.id ?? null, account_id: account?.id ?? null, deal_id: deal?.id ?? row.dealId };
  set.deliveries.push({
    subjectId: account?.id ?? person?.id ?? row.dealId ?? '0',
    id: set.newId(),
    key: `answer:${row.id}:${rep}`,
    action: 'notify.rep',
    recipient: to.email,
    payload: { rep, text, workflow: null, ...about },
    runId: null,
    personId: person?.id ?? null,
    accountId: account?.id ?? null,
    dealId: about.deal_id,
    workflow: null,
    depth: 0,
    dueAt: now,
  });
}

function called(set: WorkingSet, row: AwaitedAnswer): string {
  const { account, person } = subjectsOf(set, row);
  return person?.name ?? person?.email ?? account?.name ?? account?.domain ?? 'A lead';
}

function nameOf({ workspace }: WorkingSet, rep: string): string {
  return workspace.team.reps.get(rep)?.name ?? rep;
}

/** `5m`, `1h30m`, `2d`. */
function spanOf({ assignedAt, deadline }: AwaitedAnswer): string {
  let rest = Math.round((deadline - assignedAt) / 1000);
  const parts: string[] = [];
  for (const [unit, seconds] of [
    ['d', 86_400],
    ['h', 3600],
    ['m', 60],
    ['s', 1],
  ] as const) {
    if (rest >= seconds) parts.push(`${Math.floor(rest / seconds)}${unit}`);
    rest %= seconds;
  }
  return parts.slice(0, 2).join('') || '0s';
}
