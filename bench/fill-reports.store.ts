// Two years of a company, written as ingest would have left them: a million events, a hundred thousand deals with their histories, leads,
// touches, answers, mail.

import type { Pool } from 'pg';
import { ensurePartitions } from '#libs/database/partitions.store.js';

const day = 86_400_000;
export const filledDays = 730;
const events = 1_000_000;
const deals = 100_000;

/** A number from 0 to 99 that looks random and is the same for the same n. */
const of100 = (n: string, salt: number) => `(hashint8extended(${n}, ${salt}) & 2147483647) % 100`;
const rep = (n: string) => `'rep' || (${of100(n, 5)} % 20)`;

const steps: readonly (readonly [name: string, sql: string])[] = [
  [
    'accounts and people',
    `insert into account (id, name, domain, owner, first_seen_at, last_seen_at)
       select 200000 + n, 'Account ' || n, n || '.example', ${rep('n')}, now(), now() from generate_series(1, 60000) n;
     insert into person (id, email, account_id, first_seen_at, last_seen_at, traits)
       select n, n || '@' || n % 60000 || '.example', 200001 + n % 60000, now(), now(), jsonb_build_object('lifecycle', 'active', 'tickets', n,
         'first_touch', jsonb_build_object('path', '/blog/' || n % 40, 'group', case when n % 3 > 0 then 'Group ' || n % 12 end, 'at', 1),
         'last_touch', jsonb_build_object('path', '/p' || n % 9 || '/x', 'at', 1))
       from generate_series(1, 120000) n`,
  ],
  [
    'deals',
    `insert into deal (id, pipeline, account_id, contact_id, name, stage, amount, currency, owner, created_at, in_stage_since, last_fact_at)
       select 300000 + n, 'new-business', 200001 + n % 60000, 1 + n % 120000, '',
         case when ${of100('n', 1)} < 25 then 'won' when ${of100('n', 1)} < 60 then 'lost' else (array['new', 'qualified', 'demo_scheduled', 'trial'])[1 + ${of100('n', 2)} % 4] end,
         10000 + hashint8extended(n, 3) & 8388607, case when n % 5 = 0 then 'eur' else 'usd' end, ${rep('n')},
         now() - (${filledDays} - n * ${filledDays} / ${deals}.0) * interval '1 day', now(), now() from generate_series(1, ${deals}) n`,
  ],
  [
    'histories of deals',
    `insert into deal_change (deal_id, seq, pipeline, opened_at, at, until, kind, from_stage, stage, from_amount, amount, from_currency, currency, from_owner, owner,
       furthest, slipped_at)
     with path as (
       select d.*, case when d.stage in ('won', 'lost') then ${of100('d.id', 2)} % 4 + 1 else array_position(array['new', 'qualified', 'demo_scheduled', 'trial'], d.stage) end as last,
         d.stage in ('won', 'lost') as ends from deal d),
     rows as (
       -- One in eight is revalued once, one in ten goes back once and comes again.
       select p.id, p.pipeline, p.created_at, s as place, p.owner, p.currency, p.amount + case when s = 1 and p.id % 8 = 0 then 5000 else 0 end as amount,
         case when p.ends and s = p.last + 1 then p.stage when p.id % 10 = 0 and s = p.last then 'new' else (array['new', 'qualified', 'demo_scheduled', 'trial'])[s] end as stage,
         p.created_at + (s - 1) * (3 + ${of100('p.id', 4)} / 4) * interval '1 day' as at
       from path p, generate_series(1, p.last + p.ends::int) s),
     placed as (
       select *, row_number() over w - 1 as seq, lead(at) over w as until, lag(stage) over w as from_stage, lag(amount) over w as from_amount from rows window w as (partition by id order by place))
     select id, seq, pipeline, created_at, at, until,
       case when seq = 0 then 'opened' when stage in ('won', 'lost') then stage when stage = from_stage then 'changed'
         when stage = 'new' then 'back' else 'forward' end,
       from_stage, stage, from_amount, amount, case when seq > 0 then currency end, currency, case when seq > 0 then owner end, owner,
       (array['new', 'qualified', 'demo_scheduled', 'trial'])[least(place, 4)], case when seq > 0 and stage = 'new' and from_stage <> 'new' then at end
     from placed where at < now()`,
  ],
  [
    'leads and what reps did',
    `insert into assignment (at, lead_kind, lead_id, from_rep, rep, created_at, is_first)
       select d.created_at + interval '1 minute', 'account', d.account_id, null, d.owner, d.created_at, d.id <= 360000 from deal d;
     insert into touch (rep, at, what, account_id, person_id)
       select d.owner, d.created_at + (5 + ${of100('d.id + t', 6)}) * t * interval '1 minute', (array['edit', 'task', 'calendly.booked', 'gong.call_held'])[1 + t % 4], d.account_id, d.contact_id
       from deal d, generate_series(1, 3) t;
     insert into awaited_answer (id, routing, rep, account_id, deal_id, assigned_at, deadline, answered_at, outcome, tried, because)
       select id, 'inbound', owner, account_id, id, created_at, created_at + interval '30 minutes', created_at + interval '20 minutes',
         (array['answered', 'answered', 'late', 'reassigned'])[1 + id % 4], '[]', '{}' from deal where id % 2 = 0`,
  ],
  [
    'mail',
    `insert into delivery (subject_id, id, created_at, key, action, recipient, payload, run_id, person_id, workflow, state, ended_at)
       select 1 + n % 120000, 2000000 + n, at, n::text, 'email.send', n % 120000 || '@x.example',
         jsonb_build_object('template', 'email-' || n % 30, 'facts', repeat('x', 500)), 3000000 + n, 1 + n % 120000, 'flow-' || n % 20, case when n % 50 = 0 then 'failed' else 'done' end, at
       from (select n, now() - (n * ${filledDays} / 300000.0) * interval '1 day' as at from generate_series(1, 300000) n) n;
     insert into run_outcome (subject_id, run_id, kind, event, at)
       select 1 + n % 120000, 3000000 + n, 'goal', 'Paid', now() from generate_series(1, 300000, 9) n;
     insert into plan_violation (event, property, problem, source, owner, day, count)
       select 'Event ' || e, 'property', 'is no number', 'segment:website', 'growth', current_date - d, 3 from generate_series(1, 40) e, generate_series(0, ${filledDays}) d`,
  ],
];

const eventsSql = `
insert into event (subject_id, id, received_at, at, kind, name, source, key, person_id, account_id, verdict, body)
select 1 + n % 120000, 5000000 + n, at, at, 'event',
  case when n % 20 = 0 then (array['calendly.booked', 'calendly.booked', 'calendly.rescheduled', 'calendly.canceled', 'gong.call_held'])[1 + n / 20 % 5]
    when n % 97 = 0 then 'email.replied' when n % 2 = 0 then 'page' else 'Ticket Answered' end,
  'segment:website', gen_random_uuid(), 1 + n % 120000, 200001 + n % 60000, 'used', convert_to(repeat('x', 600), 'utf8')
from (select n, now() - (n * ${filledDays} / ${events}.0) * interval '1 day' as at from generate_series($1::int8, $2::int8) n) n`;

export async function fillReports(pool: Pool, tell: (line: string) => void): Promise<void> {
  const client = await pool.connect();
  try {
    for (let ago = filledDays + 31; ago > 0; ago -= 28) await ensurePartitions(client, Date.now() - ago * day);
    for (const [name, sql] of steps) {
      const began = performance.now();
      await client.query(sql);
      tell(`${name}: ${Math.round(performance.now() - began)} ms`);
    }
    for (let from = 1; from <= events; from += 250_000) await client.query(eventsSql, [from, from + 249_999]);
    tell('events');
    await client.query('vacuum analyze');
    await client.query('checkpoint');
  } finally {
    client.release();
  }
}
