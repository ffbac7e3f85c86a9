// Which scores and tiers a workspace would give otherwise: all accounts, a page at a time, nothing locked and nothing written.

import type { Pool } from 'pg';
import type { Value } from '#libs/language/value.js';
import type { Workspace } from '#libs/language/workspace.js';
import { accountFacts } from '#libs/people/account-facts.js';
import { readAccounts } from '#libs/people/read-accounts.store.js';
import { retake } from '#libs/traits/retake.js';
import { type Counted, Tally } from './tally.js';

export interface ScoresPreview {
  readonly accounts: number;
  readonly changed: readonly ScoreChanges[];
}

export interface ScoreChanges extends Counted<ScoreChange> {
  /** A score's name, or `tier`. */
  readonly name: string;
}

interface ScoreChange {
  readonly account: string;
  readonly from: Value;
  readonly to: Value;
}

const pageSize = 1000;

/** @param now epoch ms */
export async function previewScores(pool: Pool, workspace: Workspace, now: number): Promise<ScoresPreview> {
  const found = new Tally<ScoreChange>();
  let accounts = 0;
  for (let after = '0', isLast = false; !isLast;) {
    const page = await readAccounts(pool, after, pageSize);
    isLast = page.length < pageSize;
    accounts += page.length;
    for (const { account, contact } of page) {
      after = account.id;
      for (const { name, from, to } of retake(
        workspace,
        'account',
        accountFacts(account, () => contact),
        { now },
      ))
        found.add(name, () => ({ account: account.domain ?? account.name ?? account.id, from, to }));
    }
  }
  return { accounts, changed: found.entries().map(([name, changes]) => ({ name, ...changes })) };
}
