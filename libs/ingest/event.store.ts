// The log: every fact that was processed, with its bytes as they came. One statement a batch; an event never changes.

import type { ClientBase } from 'pg';
import { byteas, int8s, jsons, texts, timestamps, uuids } from '#libs/database/columns.js';

export interface LoggedEvent {
  /** The person, else the account, else 0: whose timeline it is on. */
  readonly subjectId: string;
  readonly id: string;
  readonly receivedAt: number;
  readonly at: number;
  readonly kind: string;
  readonly name: string;
  readonly source: string;
  readonly key: string;
  readonly personId: string | null;
  readonly accountId: string | null;
  readonly dealId: string | null;
  readonly verdict: 'used' | 'unplanned' | 'blocked' | 'no_effect';
  /** JSON text. */
  readonly notes: string | null;
  readonly body: Uint8Array;
}

const sql = `
insert into event (subject_id, id, received_at, at, kind, name, source, key, person_id, account_id, deal_id, verdict, notes, body)
select * from unnest($1::int8[], $2::int8[], $3::timestamptz[], $4::timestamptz[], $5::text[], $6::text[], $7::text[], $8::uuid[],
                     $9::int8[], $10::int8[], $11::int8[], $12::text[], $13::jsonb[], $14::bytea[])`;

export async function saveEvents(client: ClientBase, events: readonly LoggedEvent[]): Promise<void> {
  if (events.length === 0) return;
  const column = <Key extends keyof LoggedEvent>(key: Key): LoggedEvent[Key][] => events.map((event) => event[key]);
  await client.query({
    name: 'save_events',
    text: sql,
    values: [
      int8s(column('subjectId')),
      int8s(column('id')),
      timestamps(column('receivedAt')),
      timestamps(column('at')),
      texts(column('kind')),
      texts(column('name')),
      texts(column('source')),
      uuids(column('key')),
      int8s(column('personId')),
      int8s(column('accountId')),
      int8s(column('dealId')),
      texts(column('verdict')),
      jsons(column('notes')),
      byteas(column('body')),
    ],
  });
}
