// The SQL of schema `sight`: a view for each table that leaves out what is not to be seen, and the functions that decide.
// A deal is its owner's, else its account's owner's. An account is seen by its owner's side and by whose deal it has; a person with its
// account, or as the contact of a deal. What nobody owns is seen by all.

import { type SeenOf, sightOfTables } from './sight-of-tables.js';

/** plpgsql keeps its plans: a call costs a few microseconds, of a SQL function some ten. */
const decides = (signature: string, sql: string) =>
  `create function sight.${signature} returns boolean language plpgsql stable as $$ begin return coalesce((${sql}), false); end $$`;

/** Not set: an error, so that nothing is seen by accident. */
const reps = `create function sight.reps() returns text[] language sql stable as $$ select current_setting('millrace.reps')::text[] $$`;

const functions: readonly string[] = [
  reps,
  decides(
    'has_deal(account bigint)',
    'select exists (select 1 from public.deal d where d.account_id = account and d.owner = any(sight.reps()))',
  ),
  // Of a deal that nobody has: true without an account.
  decides(
    'owns(account bigint)',
    `select account is null or exists (select 1 from public.account a
      where a.id = (select coalesce(m.merged_into, m.id) from public.account m where m.id = account) and (a.owner is null or a.owner = any(sight.reps())))`,
  ),
  decides(
    'account(wanted bigint)',
    `select a.owner is null or a.owner = any(sight.reps()) or sight.has_deal(a.id) from public.account a
      where a.id = (select coalesce(m.merged_into, m.id) from public.account m where m.id = wanted)`,
  ),
  // As `account`, but in one statement: it is asked for every row that a search looks through.
  decides(
    'person_of(person bigint, account bigint)',
    `select exists (select 1 from public.account m join public.account a on a.id = coalesce(m.merged_into, m.id)
        where m.id = account and (a.owner is null or a.owner = any(r)
          or exists (select 1 from public.deal d where d.account_id = a.id and d.owner = any(r))))
      or exists (select 1 from public.deal d where d.contact_id = person and d.owner = any(r))
      or (account is null and not exists (select 1 from public.deal d where d.contact_id = person and d.owner is not null))
      from (select sight.reps() as r) mine`,
  ),
  decides(
    'person(wanted bigint)',
    `select sight.person_of(p.id, p.account_id) from public.person p
      where p.id = (select coalesce(m.merged_into, m.id) from public.person m where m.id = wanted)`,
  ),
  decides(
    'deal(wanted bigint)',
    'select case when d.owner is not null then d.owner = any(sight.reps()) else sight.owns(d.account_id) end from public.deal d where d.id = wanted',
  ),
  // Ids of all subjects are from one sequence.
  decides(
    'subject(wanted bigint)',
    `select case when exists (select 1 from public.person p where p.id = wanted) then sight.person(wanted)
      when exists (select 1 from public.account a where a.id = wanted) then sight.account(wanted) else sight.deal(wanted) end`,
  ),
  // All that it is about has to be seen; what names nobody is its subject's.
  decides(
    'about(subject bigint, person bigint, account bigint, deal bigint)',
    `select (person is null or sight.person(person)) and (account is null or sight.account(account)) and (deal is null or sight.deal(deal))
      and (subject is null or coalesce(person, account, deal) is not null or sight.subject(subject))`,
  ),
  decides(
    'run(subject bigint, run bigint)',
    'select sight.about(r.subject_id, r.person_id, r.account_id, r.deal_id) from public.run r where r.subject_id = subject and r.id = run',
  ),
];

const condition = (seen: SeenOf) => (seen === 'all' ? 'true' : seen === 'nothing' ? 'false' : seen.where);

/** In the order in which they are made. */
export const sightStatements: readonly string[] = [
  'create schema sight',
  ...functions,
  ...Object.entries(sightOfTables).map(
    ([table, seen]) => `create view sight.${table} as select t.* from public.${table} t where ${condition(seen)}`,
  ),
];
