// The story's end as one document: what `--json` prints and what the table is made from.

import type { Api } from './api.client.js';
import type { Money } from './terminal.js';

export interface FinalState {
  readonly ok: boolean;
  readonly deals: readonly {
    readonly account: string;
    readonly tier: string | null;
    readonly owner: string | null;
    readonly stage: string;
    readonly amount: Money | null;
  }[];
  readonly emails: readonly { readonly to: string; readonly template: string | null }[];
  readonly events: {
    readonly accepted: number;
    readonly done: number;
    readonly waiting: number;
    readonly setAside: number;
    readonly duplicates: number;
    readonly rejected: number;
  };
}

export async function readFinalState(api: Api, ok: boolean): Promise<FinalState> {
  const accounts = new Map((await api.list('/api/accounts?limit=500')).map((account) => [account['id'], account]));
  const deals = (await api.list('/api/deals?limit=500')).toReversed().map((deal) => {
    const account = accounts.get(deal['account_id']);
    return {
      account: String(account?.['name'] ?? account?.['domain'] ?? deal['name']),
      tier: (account?.['tier'] ?? null) as string | null,
      owner: (deal['owner'] ?? null) as string | null,
      stage: String(deal['stage']),
      amount: (deal['amount'] ?? null) as Money | null,
    };
  });
  const emails = (await api.list('/api/mailbox?limit=500')).toReversed().map((mail) => ({
    to: String(mail['recipient']),
    template: (mail['template'] ?? null) as string | null,
  }));
  const { accepted, done, waiting, setAside, duplicates, rejected } = await api.read<FinalState['events']>('/api/tally');
  return {
    ok: ok && accepted === done + waiting + setAside,
    deals,
    emails,
    events: { accepted, done, waiting, setAside, duplicates, rejected },
  };
}
