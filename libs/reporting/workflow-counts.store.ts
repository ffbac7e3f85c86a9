// What became of the runs of workflows, counted: each workflow as a whole, and one version step by step.

import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

export interface WorkflowCounts {
  readonly workflow: string;
  readonly enrolled: number;
  readonly active: number;
  readonly done: number;
  readonly stopped: number;
  readonly failed: number;
  readonly goal: number;
  readonly holdout: number;
}

export interface VersionRow {
  readonly id: string;
  readonly hash: string;
  readonly created_at: Date;
  readonly workspace_version_id: string;
  readonly applied_by: string;
  readonly git_commit: string | null;
  readonly runs: number;
  readonly active: number;
}

export interface StepCounts {
  readonly step: string;
  /** Runs that came to it. */
  readonly entered: number;
  /** Runs that stand there now. */
  readonly waiting: number;
  readonly failed: number;
  /** Runs that were stopped there. */
  readonly stopped: number;
  /** Port → runs that left through it; `finish`: those that ended there on purpose. */
  readonly ports: Readonly<Record<string, number>>;
}

@Injectable()
export class WorkflowCountsStore {
  constructor(private readonly database: DataSource) {}

  all(): Promise<WorkflowCounts[]> {
    return this.database.query(
      `select r.workflow, count(*)::int as enrolled, count(*) filter (where r.ended_at is null)::int as active,
         count(*) filter (where r.state = 'done' and r.arm is distinct from 'holdout')::int as done,
         count(*) filter (where r.state = 'stopped')::int as stopped, count(*) filter (where r.state = 'failed')::int as failed,
         count(*) filter (where r.arm = 'holdout')::int as holdout, count(o.run_id)::int as goal
       from run r left join (select distinct subject_id, run_id from run_outcome where kind = 'goal') o on o.subject_id = r.subject_id and o.run_id = r.id
       group by r.workflow`,
    );
  }

  /** Runs that began, by day. @param zone in which a day is a day. @param from epoch ms */
  begun(zone: string, from: number): Promise<{ workflow: string; day: string; count: number }[]> {
    return this.database.query(
      `select workflow, to_char(day, 'YYYY-MM-DD') as day, count
       from (select workflow, (started_at at time zone $1)::date as day, count(*)::int as count
         from run where started_at >= to_timestamp($2::float8 / 1000) group by 1, 2) a_day order by 1, 2`,
      [zone, from],
    );
  }

  /** The newest first. */
  versions(workflow: string): Promise<VersionRow[]> {
    return this.database.query(
      `select v.id, v.hash, v.created_at, v.workspace_version_id, w.applied_by, w.git_commit, count(r.id)::int as runs,
         count(r.id) filter (where r.ended_at is null)::int as active
       from workflow_version v join workspace_version w on w.id = v.workspace_version_id left join run r on r.version_id = v.id
       where v.workflow = $1 group by v.id, v.hash, v.created_at, v.workspace_version_id, w.applied_by, w.git_commit order by v.id desc limit 200`,
      [workflow],
    );
  }

  /** Of the runs of a version, those that began since `from` (epoch ms). */
  async steps(versionId: string, from: number): Promise<readonly StepCounts[]> {
    const asked = [versionId, from];
    const runs = 'select subject_id, id, step, ended_at from run where version_id = $1 and started_at >= to_timestamp($2::float8 / 1000)';
    // The journal is gone through once: of a step as a whole, and of each way it was left.
    const told: { step: string; kind: string | null; port: string | null; is_all: boolean; count: number }[] = await this.database.query(
      `select step, kind, port, grouping(kind) = 1 as is_all, count(distinct run_id)::int as count
       from (select s.step, s.run_id, outcome.kind, case when outcome.kind in ('go', 'finish') then coalesce(outcome.port, 'finish') end as port
         from (${runs}) r join run_step s on s.subject_id = r.subject_id and s.run_id = r.id, json_to_record(s.outcome) as outcome(kind text, port text)
         where s.step <> '' and s.at >= to_timestamp($2::float8 / 1000)) left_by
       group by grouping sets ((step), (step, kind, port))`,
      asked,
    );
    const waiting: { step: string; count: number }[] = await this.database.query(
      `select step, count(*)::int as count from (${runs}) r where ended_at is null and step is not null group by step`,
      asked,
    );
    const names = new Set([...told, ...waiting].map(({ step }) => step));
    return [...names].map((step) => {
      const of = told.filter((one) => one.step === step);
      const ways = of.filter(({ is_all: isAll }) => !isAll);
      return {
        step,
        entered: of.find(({ is_all: isAll }) => isAll)?.count ?? 0,
        failed: ways.find(({ kind }) => kind === 'fail')?.count ?? 0,
        stopped: ways.find(({ kind }) => kind === 'stop')?.count ?? 0,
        waiting: waiting.find((one) => one.step === step)?.count ?? 0,
        ports: Object.fromEntries(ways.flatMap(({ port, count }) => (port === null ? [] : [[port, count] as const]))),
      };
    });
  }
}
