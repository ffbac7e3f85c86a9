// Migration 0016 on a database that has lived: histories, leads and touches are taken from the audit.

import { expect, test } from '@jest/globals';
import { emptyDatabase } from '#libs/testing/test-database.service.js';
import { makeDataSource } from './data-source.store.js';
import { migrate } from './migrate.service.js';
import { Reporting0016 } from './migrations/0016-reporting.js';

test('deals that were there before have their histories, owners and reps’ edits; each ends as the deal is', async () => {
  const url = await emptyDatabase('reporting_from_audit');
  await migrate(url, Date.now());
  const source = await makeDataSource(url, 1).initialize();
  const runner = source.createQueryRunner();
  try {
    const migration = new Reporting0016();
    await migration.down(runner);
    await runner.query(`
      insert into account (id, first_seen_at, last_seen_at) values (1, now(), now());
      insert into deal (id, pipeline, account_id, name, stage, amount, currency, owner, created_at, in_stage_since, last_fact_at)
        values (7, 'sales', 1, '', 'won', 900, 'usd', 'omar', '2026-01-01', now(), now()), (8, 'sales', null, '', 'new', null, null, null, '2026-01-02', now(), now());
      insert into audit (subject_id, id, at, subject_kind, field, from_value, to_value, because) values
        (7, 1, '2026-01-01', 'deal', 'stage', 'null', '"new"', '{"by":"workflow","name":"inbound"}'),
        (7, 2, '2026-01-01', 'deal', 'owner', 'null', '"nina"', '{"by":"workflow","name":"inbound","event":{"at":1767225540000}}'),
        (7, 3, '2026-01-05', 'deal', 'stage', '"new"', '"trial"', '{"by":"rep","name":"nina"}'),
        (7, 4, '2026-01-05', 'deal', 'amount', 'null', '{"amount":500,"currency":"usd"}', '{"by":"rep","name":"nina"}'),
        (7, 5, '2026-01-06', 'deal', 'owner', '"nina"', '"omar"', '{"by":"rep","name":"nina"}'),
        (7, 6, '2026-01-09', 'deal', 'stage', '"trial"', '"won"', '{"by":"rule","name":"sales"}');`);
    await migration.up(runner);
    const told = await runner.query(
      `select deal_id, seq, at::date::text as day, kind, from_stage, stage, from_amount, amount, owner, until is null as stands, furthest from deal_change order by deal_id, seq`,
    );
    const of = (
      seq: number,
      day: string,
      kind: string,
      fromStage: string | null,
      stage: string,
      fromAmount: string | null,
      amount: string | null,
      owner: string | null,
    ) => ({
      seq,
      day,
      kind,
      from_stage: fromStage,
      stage,
      from_amount: fromAmount,
      amount,
      owner,
    });
    expect(told).toEqual([
      { deal_id: '7', stands: false, furthest: 'new', ...of(0, '2026-01-01', 'opened', null, 'new', null, null, 'nina') },
      { deal_id: '7', stands: false, furthest: 'trial', ...of(1, '2026-01-05', 'forward', 'new', 'trial', null, '500', 'nina') },
      { deal_id: '7', stands: false, furthest: 'trial', ...of(2, '2026-01-06', 'changed', 'trial', 'trial', '500', '500', 'omar') },
      { deal_id: '7', stands: true, furthest: 'trial', ...of(3, '2026-01-09', 'won', 'trial', 'won', '500', '900', 'omar') },
      { deal_id: '8', stands: true, furthest: 'new', ...of(0, '2026-01-02', 'opened', null, 'new', null, null, null) },
    ]);
    expect(
      await runner.query(`select lead_kind, lead_id, rep, is_first, created_at < at as came_before from assignment order by at`),
    ).toEqual([
      { lead_kind: 'account', lead_id: '1', rep: 'nina', is_first: true, came_before: true },
      { lead_kind: 'account', lead_id: '1', rep: 'omar', is_first: false, came_before: false },
    ]);
    expect(await runner.query(`select rep, what, account_id, at::date::text as day from touch order by at`)).toEqual([
      { rep: 'nina', what: 'edit', account_id: '1', day: '2026-01-05' },
      { rep: 'nina', what: 'edit', account_id: '1', day: '2026-01-06' },
    ]);
  } finally {
    await runner.release();
    await source.destroy();
  }
});
