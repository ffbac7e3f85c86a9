// Moves that were not made because a rep's own edit holds: listed, to be accepted or dismissed by a person.

import type { ClientBase } from 'pg';
import { int8s, jsonTexts, texts, timestamps } from '#libs/database/columns.js';
import { stringifyJson } from '#libs/language/json.js';
import type { ProposalChange } from './deal-slice.js';

/** One that the facts take back is open again when they say so again; what a person has decided stays decided. */
export async function saveProposals(client: ClientBase, changes: readonly ProposalChange[]): Promise<void> {
  const open = changes.filter((change) => change.state === 'open');
  const withdrawn = changes.filter((change) => change.state === 'withdrawn');
  if (open.length > 0)
    await client.query({
      name: 'save_proposals',
      text: `
insert into proposal (deal_id, key, from_stage, to_stage, at, reason, because)
select * from unnest($1::int8[], $2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::text[], $7::json[])
on conflict (deal_id, key) do update set state = 'open' where proposal.state = 'withdrawn'`,
      values: [
        int8s(open.map(({ dealId }) => dealId)),
        texts(open.map(({ key }) => key)),
        texts(open.map(({ from }) => from)),
        texts(open.map(({ to }) => to)),
        timestamps(open.map(({ at }) => at)),
        texts(open.map(({ reason }) => reason)),
        jsonTexts(open.map(({ because }) => stringifyJson(because))),
      ],
    });
  if (withdrawn.length > 0)
    await client.query({
      name: 'withdraw_proposals',
      text: `update proposal p set state = 'withdrawn' from unnest($1::int8[], $2::text[]) w (deal_id, key)
             where p.deal_id = w.deal_id and p.key = w.key and p.state = 'open'`,
      values: [int8s(withdrawn.map(({ dealId }) => dealId)), texts(withdrawn.map(({ key }) => key))],
    });
}

export interface StoredProposal {
  readonly id: string;
  readonly dealId: string;
  readonly key: string;
  readonly to: string;
  readonly state: string;
}

export async function findProposal(client: ClientBase, id: string): Promise<StoredProposal | undefined> {
  const { rows } = await client.query<StoredProposal>(
    `select id, deal_id as "dealId", key, to_stage as "to", state from proposal where id = $1`,
    [id],
  );
  return rows[0];
}

/** Inside a transaction that holds the deal. @param now epoch ms */
export async function decideProposal(
  client: ClientBase,
  id: string,
  state: 'accepted' | 'dismissed',
  by: string,
  now: number,
): Promise<void> {
  await client.query(`update proposal set state = $2, decided_by = $3, decided_at = to_timestamp($4::float8 / 1000) where id = $1`, [
    id,
    state,
    by,
    now,
  ]);
}
