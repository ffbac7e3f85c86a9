// Reads why a deal, an owner, a score or a message is as it is: rows of the audit with the facts and the runs behind them.

import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import type { Value } from '#libs/language/value.js';
import type { Because } from './because.js';
import { plainValue } from './plain-text.js';
import { deliveryLines, deliveryQuestion, type DeliveryRow } from './why-delivery.js';
import { whatStands } from './what-stands.js';
import { whyLines } from './why-lines.js';
import { type ChangeRow, type JournalRow, type RunRow, whyTree, type WhyAnswer } from './why-tree.js';

/** The latest so many changes of a subject are told. */
const limit = 500;

/** Title and, for a deal, its account; null: no such row. */
interface Subject {
  readonly kind: 'person' | 'account' | 'deal';
  readonly id: string;
  readonly title: string;
  readonly accountId: string | null;
  readonly stage: string | null;
  readonly owner: string | null;
}

/** Ids are decimal digits; an id that nobody has answers null. */
@Injectable()
export class WhyStore {
  constructor(@Inject(Pool) private readonly pool: Pool) {}

  /** Every change of a deal. @param isCurrent only those that made its stage and its owner what they are */
  async deal(id: string, isCurrent = false): Promise<WhyAnswer | null> {
    const subject = await this.subject('deal', id);
    if (subject === null) return null;
    const { stage, owner } = subject;
    return this.answer(subject, subject.title, await this.changes(subject, 'true'), isCurrent ? { stage, owner } : undefined);
  }

  /** Who owns it and who was considered; of a deal also its account's owners, because a new deal takes the account's. */
  async owner(kind: 'account' | 'deal', id: string): Promise<WhyAnswer | null> {
    const subject = await this.subject(kind, id);
    if (subject === null) return null;
    const rows = await this.changes(subject, `field = 'owner'`);
    const account = subject.accountId === null ? null : await this.subject('account', subject.accountId);
    const ofAccount = account === null ? [] : await this.changes(account, `field = 'owner'`);
    return this.answer(subject, subject.title, [...rows, ...ofAccount]);
  }

  /** @param name of the score; the tier it gave belongs to it */
  async score(kind: 'person' | 'account', id: string, name: string): Promise<WhyAnswer | null> {
    const subject = await this.subject(kind, id);
    if (subject === null) return null;
    const rows = await this.changes(subject, `(field = 'score.' || $4 or (field = 'tier' and because->>'name' = $4))`, name);
    return this.answer(subject, `${subject.title}: score ${name}`, rows);
  }

  /** The tier of an account, with the scores that gave one. */
  async tier(id: string): Promise<WhyAnswer | null> {
    const subject = await this.subject('account', id);
    if (subject === null) return null;
    const rows = await this.changes(
      subject,
      `(field = 'tier' or field in (select 'score.' || (t.because->>'name') from audit t
        where t.subject_id = any($1::int8[]) and t.subject_kind = $2 and t.field = 'tier'))`,
    );
    return this.answer(subject, `${subject.title}: tier`, rows);
  }

  /** @param id of a delivery */
  async delivery(id: string): Promise<WhyAnswer | null> {
    const { rows } = await this.pool.query<DeliveryRow>(
      `select id, key, action, recipient, payload, run_id, workflow, state, attempts, error, created_at, ended_at, due_at from delivery where id = $1 limit 1`,
      [id],
    );
    const [row] = rows;
    if (row === undefined) return null;
    const runs = await this.runs(row.run_id === null ? [] : [row.run_id]);
    const question = deliveryQuestion(row, runs.get(row.run_id ?? '') ?? null);
    return { subject: { kind: 'delivery', id, title: row.action }, questions: [question], lines: deliveryLines(row, question) };
  }

  /** @param now only what made these fields what they are */
  private async answer(
    { kind, id, title }: Subject,
    heading: string,
    rows: readonly ChangeRow[],
    now?: Readonly<Record<string, Value>>,
  ): Promise<WhyAnswer> {
    const runs = await this.runs(rows.flatMap(({ because }) => because.run?.id ?? []));
    const received = await this.received(rows.flatMap(({ because }) => because.event?.id ?? []));
    const all = whyTree(rows, runs, received);
    const questions = now === undefined ? all : whatStands(all, now);
    return { subject: { kind, id, title }, questions, lines: whyLines(heading, { id }, questions) };
  }

  /** A merged id answers with the one it went up in. */
  private async subject(kind: Subject['kind'], id: string): Promise<Subject | null> {
    const { rows } = await this.pool.query<SubjectRow>(subjectSql[kind], [id]);
    const [row] = rows;
    if (row === undefined) return null;
    const money = row.amount == null ? null : { amount: Number(row.amount), currency: row.currency ?? '' };
    const now = [
      ['stage', row.stage],
      ['owner', row.owner],
      ['tier', row.tier],
      ['amount', money],
    ] as const;
    const told = now.flatMap(([name, value]) => (value == null ? [] : [`${name} ${plainValue(value)}`]));
    const title = [`${kind} ${row.id}`, plainName(row.name), told.join(', ')].filter((part) => part !== '').join(' · ');
    return { kind, id: row.id, title, accountId: row.account_id ?? null, stage: row.stage ?? null, owner: row.owner ?? null };
  }

  /** Of the subject and of those merged into it; the log keeps the id it was written with. */
  private async changes({ kind, id }: Subject, condition: string, ...values: string[]): Promise<readonly ChangeRow[]> {
    const ids =
      kind === 'deal'
        ? [id]
        : (await this.pool.query<{ id: string }>(`select id from ${kind} where id = $1 or merged_into = $1`, [id])).rows.map(
            (row) => row.id,
          );
    const { rows } = await this.pool.query<AuditRow>(
      `select id, subject_id, subject_kind, field, from_value, to_value, at, because from audit
       where subject_id = any($1::int8[]) and subject_kind = $2 and ${condition} order by id desc limit $3`,
      [ids, kind, limit, ...values],
    );
    return rows.map((row) => ({
      id: row.id,
      subject: { kind: row.subject_kind, id: row.subject_id },
      field: row.field,
      from: row.from_value,
      to: row.to_value,
      at: row.at.getTime(),
      because: row.because,
    }));
  }

  private async runs(ids: readonly string[]): Promise<ReadonlyMap<string, RunRow>> {
    const known = [...new Set(ids)];
    if (known.length === 0) return new Map();
    const { rows } = await this.pool.query<Omit<RunRow, 'steps'> & { readonly steps: JournalRow[] | null }>(
      `select r.id, r.workflow, v.hash as version, r.trigger,
              (select json_agg(json_build_object('at', round(extract(epoch from s.at) * 1000), 'step', s.step, 'kind', s.kind, 'outcome', s.outcome) order by s.seq)
               from run_step s where s.subject_id = r.subject_id and s.run_id = r.id) as steps
       from run r join workflow_version v on v.id = r.version_id where r.id = any($1::int8[])`,
      [known],
    );
    return new Map(rows.map((row) => [row.id, { ...row, steps: row.steps ?? [] }]));
  }

  /** Event id → when it came. */
  private async received(ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const known = [...new Set(ids)].filter((id) => /^\d{1,18}$/.test(id));
    if (known.length === 0) return new Map();
    const { rows } = await this.pool.query<{ id: string; received_at: Date }>(
      'select id, received_at from event where id = any($1::int8[])',
      [known],
    );
    return new Map(rows.map((row) => [row.id, row.received_at.getTime()]));
  }
}

interface SubjectRow {
  readonly id: string;
  readonly name: string | null;
  readonly stage?: string | null;
  readonly owner?: string | null;
  readonly tier?: string | null;
  readonly amount?: string | null;
  readonly currency?: string | null;
  readonly account_id?: string | null;
}

interface AuditRow {
  readonly id: string;
  readonly subject_id: string;
  readonly subject_kind: ChangeRow['subject']['kind'];
  readonly field: string;
  readonly from_value: ChangeRow['from'];
  readonly to_value: ChangeRow['to'];
  readonly at: Date;
  readonly because: Because;
}

const subjectSql: Readonly<Record<Subject['kind'], string>> = {
  // Without a name of its own a deal is called like its account.
  deal: `select id, coalesce(nullif(name, ''), (select coalesce(a.name, a.domain) from account a where a.id = account_id)) as name,
                stage, owner, amount, currency, account_id from deal where id = $1`,
  account: `select id, coalesce(name, domain) as name, owner, tier from account where id = (select coalesce(merged_into, id) from account where id = $1)`,
  person: `select id, coalesce(name, email) as name from person where id = (select coalesce(merged_into, id) from person where id = $1)`,
};

function plainName(name: string | null): string {
  return name === null || name === '' ? '' : plainValue(name);
}
