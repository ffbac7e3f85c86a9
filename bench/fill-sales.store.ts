// A company's books as years of facts would have left them, by SQL: what the pages then have to show. Nothing here is random.

import type { Pool } from 'pg';

export interface Size {
  /** As many accounts; each has a domain. */
  readonly people: number;
  readonly deals: number;
  readonly events: number;
}

export const grownSize: Size = { people: 100_000, deals: 10_000, events: 1_000_000 };
export const freshSize: Size = { people: 1000, deals: 100, events: 10_000 };

const reps = `(array['nina', 'omar', 'june', 'leo', 'sales-lead'])`;
const tiers = `(array['enterprise', 'growth', 'growth', 'self_serve'])`;
/** Of ten deals nine are open. */
const stages = `(array['new', 'qualified', 'qualified', 'demo_scheduled', 'trial', 'trial', 'won', 'new', 'qualified', 'trial'])`;
const people = 1_000_000;
const deals = 2_000_000;
const rows = 10_000_000;

/** Into a database whose workspace (the reference one) was applied by a server. */
export async function fillSales(pool: Pool, size: Size): Promise<void> {
  const n = (count: number) => `generate_series(1, ${count}) n`;
  const ago = (seconds: string) => `now() - (${seconds}) * interval '1 second'`;
  const statements = [
    `insert into account (id, name, domain, owner, tier, people, traits, memory, first_seen_at, last_seen_at)
     select n, 'Company ' || n, 'company-' || n || '.example', ${reps}[1 + n % 5], ${tiers}[1 + n % 4], 1,
            json_build_object('employees', n % 3000, 'platform', 'shopify')::jsonb, '{}', ${ago('8000000 - n')}, ${ago('n')} from ${n(size.people)}`,
    `insert into account_key select 'domain', domain, id from account`,
    `insert into person (id, user_id, email, name, account_id, traits, memory, first_seen_at, last_seen_at)
     select ${people} + n, 'u-' || n, 'ana.' || n || '@company-' || n || '.example', 'Ana Torres ' || n, n,
            json_build_object('plan', 'growth', 'visits', n % 40)::jsonb, '{}', ${ago('8000000 - n')}, ${ago('n')} from ${n(size.people)}`,
    `insert into person_key select 'email', email, id from person union all select 'user_id', user_id, id from person`,
    `insert into deal (id, pipeline, account_id, contact_id, name, stage, amount, currency, owner, created_at, in_stage_since, last_fact_at, closed_at)
     select ${deals} + n, 'new-business', 1 + n * 7 % ${size.people}, ${people} + 1 + n * 7 % ${size.people}, '', ${stages}[1 + n % 10],
            case when n % 6 = 0 then null else 500000 + n * 7919 % 9000000 end, 'usd', case when n % 50 = 0 then null else ${reps}[1 + n % 5] end,
            ${ago('n * 400 + 300000')}, ${ago('n * 300')}, ${ago('n * 300')}, case when n % 10 = 6 then ${ago('n * 300')} end from ${n(size.deals)}`,
    // Four changes a deal, as ingest writes them: it began, found an owner, moved, and moved again.
    `insert into audit (subject_id, id, at, subject_kind, field, from_value, to_value, because)
     select d.id, ${rows} + (d.id - ${deals}) * 4 + step, d.in_stage_since - (3 - step) * interval '1 hour', 'deal', case step when 1 then 'owner' else 'stage' end,
            null, case step when 1 then to_jsonb(d.owner) when 3 then to_jsonb(d.stage) else '"new"' end,
            json_build_object('by', 'workflow', 'name', 'inbound', 'event', json_build_object('id', '${rows}', 'name', 'Demo Requested', 'source', 'segment:website', 'at', 0),
              'rule', json_build_object('place', json_build_object('file', 'workflows/inbound.yaml', 'line', 17, 'column', 5), 'version', repeat('a', 64)))
     from deal d, generate_series(0, 3) step`,
    `insert into task (id, subject_kind, subject_id, person_id, account_id, deal_id, rep, title, due_at, created_at, workflow, run_id, step)
     select ${rows} + n, 'deal', ${deals} + n * 3, null, null, ${deals} + n * 3, ${reps}[1 + n % 5], 'Call them about the contract', now() + n * interval '1 minute', now(), 'inbound', 1, '1-task'
     from ${n(Math.floor(size.deals / 3))}`,
    `insert into proposal (deal_id, key, from_stage, to_stage, at, reason, because)
     select ${deals} + n * 40, 'k' || n, 'trial', 'won', now(), 'a rep’s own edit holds', '{}' from ${n(Math.floor(size.deals / 40))}`,
    `insert into run (subject_id, id, subject_kind, person_id, account_id, workflow, version_id, state, step, due_at, trigger, started_at, ended_at, end_reason)
     select ${people} + n, ${rows} + n, 'person', ${people} + n, n, v.workflow, v.id, case n % 10 when 0 then 'sleeping' when 1 then 'failed' else 'done' end,
            '1-wait', case n % 10 when 0 then now() + interval '90 days' end, '{"kind":"event","name":"Demo Requested"}',
            ${ago('n * 60')}, case n % 10 when 0 then null else ${ago('n * 50')} end, case n % 10 when 0 then null else 'end' end
     from (select workflow, max(id) as id, row_number() over (order by workflow) - 1 as place, count(*) over () as many from workflow_version group by workflow) v
     join ${n(size.people)} on n % v.many = v.place`,
    `insert into run_step (subject_id, run_id, seq, at, step, kind, visit, input, facts, outcome)
     select r.subject_id, r.id, seq, r.started_at, seq || '-email', 'email', 1, '{}', '{}', case seq when 4 then '{"kind":"finish"}' else '{"kind":"go","port":"next"}' end::json
     from run r, generate_series(1, 4) seq`,
    `insert into run_outcome select subject_id, id, 'goal', 'Trial Started', started_at, null from run where id % 4 = 0`,
    `insert into delivery (subject_id, id, created_at, key, action, recipient, payload, run_id, person_id, account_id, workflow, state, attempts, ended_at)
     select subject_id, id, started_at, 'k' || id, 'email.send', 'ana@company.example', json_build_object('template', 'book-a-call', 'html', repeat('text ', 400))::jsonb,
            id, person_id, account_id, workflow, 'done', 1, started_at from run`,
    // Within this month's partition and those before it; one of ten thousand was blocked.
    `insert into event (subject_id, id, received_at, at, kind, name, source, key, person_id, account_id, verdict, body)
     select ${people} + 1 + n % ${size.people}, ${rows} + n, ${ago(`(${size.events} - n) * 2`)}, ${ago(`(${size.events} - n) * 2`)}, 'event',
            (array['Page Viewed', 'Ticket Answered', 'Demo Requested', 'Trial Started'])[1 + n % 4], 'segment:website', gen_random_uuid(),
            ${people} + 1 + n % ${size.people}, 1 + n % ${size.people}, case when n % 10000 = 0 then 'blocked' when n % 7 = 0 then 'no_effect' else 'used' end,
            convert_to('{"type":"track","userId":"u-' || n || '","event":"Ticket Answered","properties":{"size":' || n || ',"note":"' || repeat('x', 200) || '"}}', 'utf8')
     from ${n(size.events)}`,
    `insert into awaited_answer (id, routing, rep, account_id, person_id, assigned_at, deadline, outcome, answered_at, tried, because)
     select ${rows} + n, 'inbound', ${reps}[1 + n % 5], n, ${people} + n, ${ago('n * 300')}, ${ago('n * 300 - 600')}, 'answered', ${ago('n * 300 - 200')}, '[]', '{}'
     from ${n(size.deals)}`,
    // What happens from now on takes ids behind all of these.
    `select setval('subject_id', 10000), setval('row_id', 100000000)`,
  ];
  for (const statement of statements) await pool.query(statement);
  await pool.query('vacuum analyze');
  await pool.query('checkpoint');
}
