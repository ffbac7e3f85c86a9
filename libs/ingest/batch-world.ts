// What a run's effects do to the batch: rows change in memory at once, so that the next step sees them, and what follows from
// a change is queued like any other happening.

import type { Because, Change } from '#libs/audit/because.js';
import { openDeal } from '#libs/deals/open-deal.js';
import type { DealsMoved } from '#libs/deals/refold.js';
import { requestDeal } from '#libs/deals/request-deal.js';
import type { DeliveryRequest, Pick, Write } from '#libs/engine/outcome.js';
import type { Run } from '#libs/engine/run.js';
import type { ChosenPeople, Need } from '#libs/engine/step.js';
import type { Scope } from '#libs/language/scope.js';
import type { Routing } from '#libs/language/team.js';
import type { Value } from '#libs/language/value.js';
import { livePerson } from '#libs/people/people-slice.js';
import { personFacts } from '#libs/people/person-facts.js';
import type { Person } from '#libs/people/person.js';
import { pickOwner } from '#libs/routing/pick-owner.js';
import { poolsOf } from '#libs/routing/pools-of.js';
import { takeTurn } from '#libs/routing/take-turn.js';
import { joinPool } from '#libs/routing/join-pool.js';
import type { Transition } from '#libs/runs/index-triggers.js';
import type { StartedRun, World } from '#libs/runs/world.js';
import { absorbTraits } from '#libs/traits/absorb-traits.js';
import { getOwn } from '#libs/traits/own-property.js';
import { awaitAnswer } from './await-answer.js';
import { choosePeople, peopleOfAccount } from './people-of-account.js';
import { companyOf, loadsNow, matchesNames, ownerByName, routingNeeds } from './routing-needs.js';
import { scopeOf, subjectsOf } from './scope-of.js';
import { withSendRules } from './send-rules.js';
import { startRun } from './start-run.js';
import type { WorkingSet } from './working-set.js';

export class BatchWorld implements World {
  /** A person without an account has nowhere to keep its owner but the deal that is opened next. */
  private readonly pickedFor = new Map<string, string>();

  constructor(private readonly set: WorkingSet) {}

  scopeFor(run: Run): Scope {
    return scopeOf(this.set, run, run.startedAt);
  }

  apply(run: Run, write: Write, because: Because, now: number): string | StartedRun | void {
    switch (write.kind) {
      case 'set':
        return write.of === 'deal'
          ? this.setDeal(run, write.field, write.value, because, now)
          : this.setTrait(run, write.of, write, because, now);
      case 'assign_owner':
        return this.assignOwner(run, write, because, now);
      case 'create_deal':
        return this.createDeal(run, write, because, now);
      case 'move_deal':
        return this.moveDeal(run, write, because, now);
      case 'task':
        return this.makeTask(run, write, because, now);
      case 'start':
        return startRun(this.set, run, write.workflow, now);
    }
  }

  deliver(run: Run, key: string, request: DeliveryRequest, now: number): void {
    const { action, to, notBefore } = request;
    const { person, account, deal } = subjectsOf(this.set, run);
    const written = this.writtenTo(request);
    const scope = () => ({ ...this.scopeFor(run), ...(written === undefined ? {} : { person: personFacts(written) }) });
    this.set.deliveries.push({
      subjectId: run.subject.id,
      id: this.set.newId(),
      key,
      action,
      recipient: to,
      payload: withSendRules(request, this.set.workflowOf(run.versionId), this.set.workspace, scope),
      runId: run.id,
      personId: written?.id ?? person?.id ?? null,
      accountId: account?.id ?? null,
      dealId: run.dealId ?? deal?.id ?? null,
      workflow: run.workflow,
      depth: run.depth,
      dueAt: notBefore ?? now,
    });
  }

  people(need: Need & { readonly kind: 'people' }, run: Run, scope: Scope): ChosenPeople | 'not loaded' {
    const { account } = subjectsOf(this.set, run);
    const people = account === null ? [] : peopleOfAccount(this.set, account.id);
    return people === 'not loaded' ? people : choosePeople(people, need, scope);
  }

  pick(routing: string, run: Run): Pick | 'not loaded' {
    const definition = this.set.workspace.routings.get(routing);
    if (definition === undefined) return { rep: null, pool: null, reason: 'nobody', considered: [] };
    const missing = routingNeeds(this.set, [routing]);
    if (missing.pools.length + missing.loads.length + missing.names.length > 0) return 'not loaded';
    const { account, person, deal } = subjectsOf(this.set, run);
    return this.pickFor(definition, this.scopeFor(run), {
      owner: account?.owner ?? deal?.owner ?? null,
      company: companyOf(person, account),
      now: run.dueAt ?? run.startedAt,
    });
  }

  /** Who is next for a lead: everything it looks at is in memory. */
  pickFor(
    routing: Routing,
    scope: Scope,
    lead: { readonly owner: string | null; readonly company: string | null; readonly notAgain?: readonly string[]; readonly now: number },
  ): Pick {
    const { pools, workspace } = this.set;
    const { team } = workspace;
    const { company, now } = lead;
    for (const [pool, of] of poolsOf(routing)) joinPool(pools, { pool, of, team, skip: routing.skip, onReturn: routing.onReturn, now });
    const namesake = company !== null && matchesNames(routing) ? ownerByName(this.set, company) : null;
    return pickOwner({ routing, team, scope, ...lead, namesake, pools, loads: loadsNow(this.set, routing) });
  }

  /** Whom an email goes to, when it is one of several people of the account. */
  private writtenTo({ to, payload }: DeliveryRequest): Person | undefined {
    const id = payload['person_id'];
    if (payload['one_of_many'] !== true || typeof id !== 'string') return undefined;
    const stored = () => [...this.set.rosters.values()].flat().find((person) => person.id === id);
    const person = livePerson(this.set.people, id) ?? stored();
    return person?.email === to ? person : undefined;
  }

  private setTrait(
    run: Run,
    of: 'person' | 'account',
    { field, value }: { field: string; value: Value },
    because: Because,
    now: number,
  ): void {
    const { person, account } = subjectsOf(this.set, run);
    const subject = of === 'person' ? person : account;
    if (subject === null) return;
    const from = getOwn(subject.traits, field) ?? null;
    const said = { [field]: value };
    const event = { id: run.trigger.eventId ?? '0', name: run.trigger.name, at: now, source: `workflow:${run.workflow}` };
    const { transitions, changes, dues } = absorbTraits(this.set.workspace, {
      person,
      account,
      direct: true,
      event,
      personTraits: of === 'person' ? said : {},
      accountTraits: of === 'account' ? said : {},
      isCounted: false,
      scope: () => scopeOf(this.set, run, now),
    });
    if (person !== null) this.set.people.dirtyPersons.add(person.id);
    if (account !== null) this.set.people.dirtyAccounts.add(account.id);
    const to = getOwn(subject.traits, field) ?? null;
    const own: Change = { subject: { kind: of, id: subject.id }, field: `traits.${field}`, from, to, at: now, because };
    if (transitions.some((transition) => transition.of === of && transition.trait === field)) this.set.changes.push(own);
    this.set.changes.push(...changes);
    this.set.dues.push(...dues);
    for (const transition of transitions) this.queue(run, transition);
  }

  private setDeal(run: Run, field: string, value: Value, because: Because, now: number): void {
    const { deal } = subjectsOf(this.set, run);
    if (deal === null) return;
    this.request(run, deal.id, { set: { [field]: value } }, `set.${field}`, because, now);
  }

  private assignOwner(run: Run, { routing, pick }: Write & { kind: 'assign_owner' }, because: Because, now: number): void {
    const { rep } = pick;
    if (rep === null) return;
    const { account, person, deal } = subjectsOf(this.set, run);
    const dealId = run.dealId ?? deal?.id ?? null;
    const told: Because = {
      ...because,
      details: { ...because.details, reason: pick.reason, considered: pick.considered as unknown as Value },
    };
    takeTurn(this.set.pools, pick, { at: now, accountId: account?.id ?? null, dealId, personId: person?.id ?? null, because: told });
    const definition = this.set.workspace.routings.get(routing);
    const lead = { accountId: account?.id ?? null, dealId, personId: person?.id ?? null };
    if (definition !== undefined) awaitAnswer(this.set, definition, pick, lead, { now, because: told });
    this.pickedFor.set(run.id, rep);
    if (account !== null && account.owner !== rep) {
      this.set.changes.push({
        subject: { kind: 'account', id: account.id },
        field: 'owner',
        from: account.owner,
        to: rep,
        at: now,
        because: told,
      });
      account.owner = rep;
      this.set.people.dirtyAccounts.add(account.id);
    }
    if (dealId !== null && deal?.owner !== rep) this.request(run, dealId, { set: { owner: rep } }, 'owner', told, now);
  }

  private createDeal(run: Run, { pipeline, stage, name }: Write & { kind: 'create_deal' }, because: Because, now: number): string | void {
    const { account, person } = subjectsOf(this.set, run);
    const owner = account?.owner ?? this.pickedFor.get(run.id);
    // Without a name of its own it is called like its account, by whatever name that has then.
    const called = name ?? (account === null ? (person?.name ?? person?.email ?? null) : null);
    const { dealId, ...moved } = openDeal(
      this.set.deals,
      this.set.workspace,
      {
        pipeline,
        stage,
        accountId: account?.id ?? null,
        contactId: person?.id ?? account?.contactId ?? null,
        set: { ...(called === null ? {} : { name: called }), ...(owner === undefined ? {} : { owner }) },
        at: this.timeOf(run, now),
        key: this.keyOf(run, because, 'create_deal'),
        because,
      },
      this.folding(),
      this.set.newId,
    );
    this.tell(run, moved);
    return dealId ?? undefined;
  }

  private moveDeal(run: Run, { stage }: Write & { kind: 'move_deal' }, because: Because, now: number): void {
    const { deal } = subjectsOf(this.set, run);
    if (deal !== null) this.request(run, deal.id, { stage }, 'move_deal', because, now);
  }

  private makeTask(run: Run, { title, note, rep, dueAt }: Write & { kind: 'task' }, because: Because, now: number): void {
    const { person, account, deal } = subjectsOf(this.set, run);
    const id = this.set.newId();
    this.set.tasks.push({
      id,
      subject: run.subject,
      personId: person?.id ?? null,
      accountId: account?.id ?? null,
      dealId: run.dealId ?? deal?.id ?? null,
      rep,
      title,
      note,
      dueAt,
      createdAt: now,
      workflow: run.workflow,
      runId: run.id,
      step: because.run?.step ?? '',
    });
    const to = { title, rep, due_at: dueAt, state: 'open' };
    this.set.changes.push({ subject: run.subject, field: `task.${id}`, from: null, to, at: now, because });
  }

  private request(
    run: Run,
    dealId: string,
    asked: { readonly stage?: string; readonly set?: Readonly<Record<string, Value>> },
    what: string,
    because: Because,
    now: number,
  ): void {
    const request = { dealId, ...asked, at: this.timeOf(run, now), key: this.keyOf(run, because, what), because };
    this.tell(run, requestDeal(this.set.deals, this.set.workspace, request, this.folding(), this.set.newId));
  }

  private tell(run: Run, { changes, transitions }: DealsMoved): void {
    this.set.changes.push(...changes);
    for (const { isNow, to, dealId } of transitions) if (isNow) this.queue({ ...run, dealId }, { kind: 'stage', stage: to });
  }

  private queue(run: Run, transition: Transition): void {
    const { personId, accountId, dealId, trigger, depth } = run;
    this.set.todo.push({
      kind: 'happening',
      transition,
      about: { personId, accountId, dealId },
      fact: trigger,
      delivery: null,
      runId: null,
      causeDepth: depth,
    });
  }

  /** What a run does in the moment it begins stands at its fact's own time, so that order of arrival does not matter. */
  private timeOf(run: Run, now: number): number {
    return run.startedAt === now ? Math.min(run.trigger.at, now) : now;
  }

  /** The same however often the decision is taken. */
  private keyOf(run: Run, because: Because, what: string): string {
    const step = because.run?.step ?? '';
    return `${run.id}:${step}:${run.visits[step] ?? 0}:${what}`;
  }

  private folding() {
    return { version: this.set.workspace.hash, workspace: this.set.workspaceFacts };
  }
}
