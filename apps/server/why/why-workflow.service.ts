// Asks the database and the pure core why somebody is not in a workflow. Nothing is written: what was loaded is rolled back.

import { Injectable, NotFoundException } from '@nestjs/common';
import { Pool } from 'pg';
import { samenessKey } from '#libs/intake/sameness-key.service.js';
import { loadSet } from '#libs/ingest/load-set.store.js';
import { scopeOf, subjectsOf } from '#libs/ingest/scope-of.js';
import { PeopleCache } from '#libs/people/people-cache.js';
import { nextEvery } from '#libs/language/every.js';
import { zoneOf } from '#libs/language/zone-of.js';
import { readEmail } from '#libs/people/keys-of-fact.js';
import { enrol, type Enrolment } from '#libs/runs/enrol.js';
import { stepsByKind } from '#libs/steps/registry.js';
import { WorkspacesService } from '#libs/workspaces/workspaces.service.js';
import { ClockService } from '../clock/clock.service.js';
import { instanceSecret } from '../instance/instance-secret.store.js';
import { type WorkflowFacts, whyWorkflowLines } from './why-workflow-lines.js';

export interface WhyWorkflow {
  readonly workflow: string;
  readonly person: { readonly id: string; readonly email: string };
  readonly isIn: boolean;
  readonly runs: WorkflowFacts['runs'];
  readonly refusals: WorkflowFacts['refusals'];
  /** What would be decided now, were its trigger to come. */
  readonly now: { readonly wouldBegin: boolean; readonly why: string | null; readonly reason: string | null; readonly trace: unknown };
  readonly lines: readonly string[];
}

interface Decided extends Pick<WorkflowFacts, 'nextComes'> {
  readonly subjects: readonly string[];
  readonly now: Enrolment;
}

@Injectable()
export class WhyWorkflowService {
  constructor(
    private readonly pool: Pool,
    private readonly workspaces: WorkspacesService,
    private readonly clock: ClockService,
  ) {}

  async answer(name: string, address: string): Promise<WhyWorkflow> {
    const { workspace } = await this.workspaces.current();
    const workflow = workspace.workflows.get(name);
    if (workflow === undefined)
      throw new NotFoundException(`there is no workflow "${name}"; there are ${[...workspace.workflows.keys()].sort().join(', ')}`);
    const email = readEmail(address);
    const { rows } = await this.pool.query<{ id: string }>(
      `select coalesce(p.merged_into, p.id) as id from person_key k join person p on p.id = k.person_id where k.kind = 'email' and k.value = $1`,
      [email ?? ''],
    );
    const id = rows[0]?.id;
    if (id === undefined || email === null)
      throw new NotFoundException(`nobody is known by the address "${address}"; GET /api/people lists who is`);
    await this.clock.refresh();
    const { subjects, now, nextComes } = await this.decide(id, name);
    const events = workflow.when.flatMap((trigger) => (trigger.kind === 'event' ? [trigger.event] : []));
    const facts = { who: email, nextComes, ...(await this.facts(id, name, subjects, events)) };
    return {
      workflow: name,
      person: { id, email },
      isIn: facts.runs.some(({ endedAt }) => endedAt === null),
      runs: facts.runs,
      refusals: facts.refusals,
      now:
        now.kind === 'enrolled'
          ? { wouldBegin: true, why: null, reason: null, trace: null }
          : { wouldBegin: false, why: now.why, reason: now.reason, trace: now.trace ?? null },
      lines: whyWorkflowLines(workflow, facts, now),
    };
  }

  /** By the code that decides in production, on the rows as they are. */
  private async decide(personId: string, name: string): Promise<Decided> {
    const client = await this.pool.connect();
    try {
      await client.query('begin');
      const now = this.clock.now();
      const context = {
        workspaces: this.workspaces,
        understand: () => [],
        samenessKey,
        steps: stepsByKind,
        cache: new PeopleCache(),
        secret: await instanceSecret(this.pool),
        publicUrl: 'http://localhost',
        now: () => now,
      };
      const set = await loadSet(client, context, { personKeys: [], accountKeys: [], personIds: [personId], accountIds: [] }, [], () => '0');
      const { person, account, deal } = subjectsOf(set, { personId, accountId: null, dealId: null });
      const about = { personId: person?.id ?? null, accountId: account?.id ?? null, dealId: deal?.id ?? null };
      const workflow = set.workspace.workflows.get(name)!;
      // The trigger's own condition is about its event, which has not come.
      const fact = { eventId: null, name: '', at: now, receivedAt: now, source: 'why', properties: {} };
      const pause = set.paused?.get(name);
      const candidate = {
        workflow,
        versionId: '0',
        trigger: null,
        ...about,
        fact,
        causeDepth: null,
        scope: scopeOf(set, about, now),
        now,
        pause,
      };
      const times = workflow.when.filter((trigger) => trigger.kind === 'every');
      const nextComes = times.map(
        (time) => [time.name, nextEvery(time, [zoneOf(time.zone, candidate.scope, set.workspace)], now)] as const,
      );
      const subjects = Object.values(about).filter((one) => one !== null);
      return { subjects, now: enrol(candidate, set.runs, () => '0'), nextComes: new Map(nextComes) };
    } finally {
      await client.query('rollback').catch(() => undefined);
      client.release();
    }
  }

  private async facts(
    personId: string,
    workflow: string,
    subjects: readonly string[],
    names: readonly string[],
  ): Promise<Omit<WorkflowFacts, 'who' | 'nextComes'>> {
    const runs = await this.pool.query<{
      id: string;
      state: string;
      step: string | null;
      started_at: Date;
      ended_at: Date | null;
      end_reason: string | null;
    }>(
      `select id, state, step, started_at, ended_at, end_reason from run where workflow = $2 and subject_id = any($1::int8[]) order by id desc limit 10`,
      [subjects, workflow],
    );
    const events = await this.pool.query<{ id: string; name: string; at: Date; reason: string }>(
      `select id, name, at, substr(note, length($2) + 1) as reason
       from event, lateral jsonb_array_elements_text(notes) note
       where subject_id = any($1::int8[]) and jsonb_typeof(notes) = 'array' and starts_with(note, $2) order by id desc limit 10`,
      [subjects, `not in ${workflow}: `],
    );
    const came = await this.pool.query<{ name: string; at: Date }>(
      `select name, max(at) as at from event where subject_id = any($1::int8[]) and name = any($2::text[]) group by name`,
      [[personId, ...subjects], names],
    );
    return {
      runs: runs.rows.map(({ id, state, step, started_at: startedAt, ended_at: endedAt, end_reason: endReason }) => ({
        id,
        state,
        step,
        startedAt: startedAt.getTime(),
        endedAt: endedAt?.getTime() ?? null,
        endReason,
      })),
      refusals: events.rows.map(({ id, name, at, reason }) => ({ event: name, eventId: id, at: at.getTime(), reason })),
      lastCame: new Map(came.rows.map(({ name, at }) => [name, at.getTime()])),
    };
  }
}
