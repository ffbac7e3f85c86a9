// Counts what did not fit the tracking plan: per day, event, property, problem, source and owner. One statement a batch.

import type { ClientBase } from 'pg';
import { int8s, texts } from '#libs/database/columns.js';
import { cleanText } from './clean-value.js';
import type { Violation } from './check-event.js';

export interface SeenViolation extends Violation {
  readonly source: string;
  /** UTC day, `2026-11-24`. */
  readonly day: string;
}

export async function saveViolations(client: ClientBase, seen: readonly SeenViolation[]): Promise<void> {
  if (seen.length === 0) return;
  const counts = new Map<string, { readonly row: SeenViolation; count: number }>();
  for (const violation of seen) {
    const row = {
      ...violation,
      event: cleanText(violation.event),
      property: cleanText(violation.property),
      source: cleanText(violation.source),
    };
    const key = JSON.stringify([row.day, row.event, row.property, row.problem, row.source]);
    const counted = counts.get(key);
    if (counted === undefined) counts.set(key, { row, count: 1 });
    else counted.count += 1;
  }
  // In the order of the key, so that two batches never wait for each other in a circle.
  const rows = [...counts.entries()].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, counted]) => counted);
  const column = (name: 'day' | 'event' | 'property' | 'problem' | 'source' | 'owner') => texts(rows.map(({ row }) => row[name]));
  await client.query({
    name: 'save_violations',
    text: `
insert into plan_violation (day, event, property, problem, source, owner, count)
select day::date, event, property, problem, source, owner, count
from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::int8[]) v (day, event, property, problem, source, owner, count)
on conflict (day, event, property, problem, source) do update set count = plan_violation.count + excluded.count, owner = excluded.owner`,
    values: [
      column('day'),
      column('event'),
      column('property'),
      column('problem'),
      column('source'),
      column('owner'),
      int8s(rows.map(({ count }) => count)),
    ],
  });
}
