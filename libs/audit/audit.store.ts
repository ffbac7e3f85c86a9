// Writes the audit: one row a change, one statement a batch. Rows are never changed.

import type { ClientBase } from 'pg';
import { int8s, jsons, jsonTexts, texts, timestamps } from '#libs/database/columns.js';
import { stringifyJson } from '#libs/language/json.js';
import type { Change } from './because.js';

/** @param newId ids of the rows; a subject's rows stand in their order */
export async function saveChanges(client: ClientBase, changes: readonly Change[], newId: () => string): Promise<void> {
  if (changes.length === 0) return;
  await client.query({
    name: 'save_changes',
    text: `
insert into audit (subject_id, id, at, subject_kind, field, from_value, to_value, because)
select * from unnest($1::int8[], $2::int8[], $3::timestamptz[], $4::text[], $5::text[], $6::jsonb[], $7::jsonb[], $8::json[])`,
    values: [
      int8s(changes.map(({ subject }) => subject.id)),
      int8s(changes.map(() => newId())),
      timestamps(changes.map(({ at }) => at)),
      texts(changes.map(({ subject }) => subject.kind)),
      texts(changes.map(({ field }) => field)),
      jsons(changes.map(({ from }) => stringifyJson(from))),
      jsons(changes.map(({ to }) => stringifyJson(to))),
      jsonTexts(changes.map(({ because }) => stringifyJson(because))),
    ],
  });
}
