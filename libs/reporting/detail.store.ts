// Reads one subject with what belongs to it: keys of a person, people of an account, facts of a deal, steps of a run.

import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ListStore } from './list.store.js';

export type Detail = Record<string, unknown> | null;

@Injectable()
export class DetailStore {
  constructor(
    private readonly database: DataSource,
    private readonly lists: ListStore,
  ) {}

  /** A merged person's id keeps answering, with the one it went up in. */
  async person(id: string): Promise<Detail> {
    const person = await this.lists.one('people', await this.survivor('person', id));
    return (
      person && {
        ...person,
        keys: await this.all('select kind, value from person_key where person_id = $1 order by kind, value', person['id']),
      }
    );
  }

  async account(id: string): Promise<Detail> {
    const account = await this.lists.one('accounts', await this.survivor('account', id));
    return (
      account && {
        ...account,
        keys: await this.all('select kind, value from account_key where account_id = $1 order by kind, value', account['id']),
      }
    );
  }

  async deal(id: string): Promise<Detail> {
    const deal = await this.lists.one('deals', id);
    return (
      deal && {
        ...deal,
        facts: await this.all('select id, at, kind, body, because from deal_fact where deal_id = $1 order by at, id limit 1000', id),
      }
    );
  }

  async run(id: string): Promise<Detail> {
    const run = await this.lists.one('runs', id);
    return (
      run && {
        ...run,
        steps: await this.all(
          'select seq, at, step, kind, visit, input, facts, outcome from run_step where subject_id = $1 and run_id = $2 order by seq limit 1000',
          run['subject_id'],
          id,
        ),
        deliveries: await this.all(
          `select id, key, action, recipient, state, due_at, attempts, error, created_at, ended_at from delivery
           where subject_id = $1 and run_id = $2 order by id limit 1000`,
          run['subject_id'],
          id,
        ),
      }
    );
  }

  /** An event with its body as it was sent; `body` is text when it is UTF-8, else `body_base64` has the bytes. */
  async event(id: string): Promise<Detail> {
    const event = await this.lists.one('events', id);
    if (event === null) return null;
    const [row] = await this.all('select body from event where id = $1 limit 1', id);
    const bytes = row?.['body'] as Buffer;
    const text = bytes.toString('utf8');
    return Buffer.from(text, 'utf8').equals(bytes) ? { ...event, body: text } : { ...event, body_base64: bytes.toString('base64') };
  }

  private async survivor(table: 'person' | 'account', id: string): Promise<string> {
    if (!/^\d{1,18}$/.test(id)) return id;
    const [row] = await this.all(`select coalesce(merged_into, id) as id from ${table} where id = $1`, id);
    return typeof row?.['id'] === 'string' ? row['id'] : id;
  }

  private all(sql: string, ...values: unknown[]): Promise<Record<string, unknown>[]> {
    return this.database.query(sql, values);
  }
}
