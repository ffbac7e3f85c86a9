// The pass over all subjects that a version asks for when it is applied: how far it is. It is moved in the transaction that
// takes the subjects, so that each is taken once, whatever dies on the way.

import type { ClientBase } from 'pg';
import type { EnrolWish, Pass } from './pass-of.js';

export const passKinds = ['person', 'account', 'deal'] as const;

export interface StandingPass extends Pass {
  /** The version's. */
  readonly id: string;
  /** Epoch ms. */
  readonly appliedAt: number;
  readonly kind: (typeof passKinds)[number];
  /** The last one that was taken. */
  readonly after: string;
  /** Whoever came later came under the version itself. */
  readonly upto: string;
}

/** In the transaction that applies the version. A version that asks for nothing has no pass. */
export async function addPass(client: ClientBase, versionId: string, { renews, enrols }: Pass, now: number): Promise<void> {
  if (!renews && enrols.length === 0) return;
  await client.query(
    `insert into workspace_pass (version_id, renews, enrols, applied_at, kind, after, upto)
     select $1, $2, $3::jsonb, to_timestamp($4::float8 / 1000), 'person', 0,
       greatest((select max(id) from person), (select max(id) from account), (select max(id) from deal), 0)`,
    [versionId, renews, JSON.stringify(enrols), now],
  );
}

/** The oldest that has not ended, held until the transaction's end; null: there is none that nobody else holds. */
export async function claimPass(client: ClientBase): Promise<StandingPass | null> {
  const { rows } = await client.query<{
    version_id: string;
    renews: boolean;
    enrols: readonly EnrolWish[];
    applied_at: Date;
    kind: StandingPass['kind'];
    after: string;
    upto: string;
  }>({
    name: 'claim_pass',
    text: 'select * from workspace_pass where ended_at is null order by version_id limit 1 for update skip locked',
  });
  const [row] = rows;
  if (row === undefined) return null;
  const { version_id: id, applied_at, ...pass } = row;
  return { ...pass, id, appliedAt: applied_at.getTime() };
}

export interface PassStep {
  readonly kind: StandingPass['kind'];
  readonly after: string;
  readonly subjects: number;
  readonly enrolled: number;
  /** Epoch ms; null: there are more. */
  readonly endedAt: number | null;
}

export async function movePass(client: ClientBase, id: string, { kind, after, subjects, enrolled, endedAt }: PassStep): Promise<void> {
  await client.query({
    name: 'move_pass',
    text: `update workspace_pass set kind = $2, after = $3, subjects = subjects + $4, enrolled = enrolled + $5,
      ended_at = to_timestamp($6::float8 / 1000) where version_id = $1`,
    values: [id, kind, after, subjects, enrolled, endedAt],
  });
}
