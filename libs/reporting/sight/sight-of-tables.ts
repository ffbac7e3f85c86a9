// What of each table a reader of limited sight is shown, one line a table: all of it, nothing, or the rows for which a condition on `t` holds.
// The conditions are functions of schema `sight` (sight-statements.ts). A table that has no line here cannot be read at all.

export type SeenOf = 'all' | 'nothing' | { readonly where: string };

const about = { where: 'sight.about(t.subject_id, t.person_id, t.account_id, t.deal_id)' } as const;
/** A rep's own rows stay readable, also when their subject has gone to another team: else the ledger would not add up. */
const ofRep = { where: 't.rep = any((select sight.reps())::text[]) or sight.about(null, t.person_id, t.account_id, t.deal_id)' } as const;
const ofDeal = { where: 'sight.deal(t.deal_id)' } as const;
const ofRun = { where: 'sight.run(t.subject_id, t.run_id)' } as const;

export const sightOfTables: Readonly<Record<string, SeenOf>> = {
  account: {
    where: `case when t.merged_into is not null then sight.account(t.merged_into)
      when t.owner is null or t.owner = any((select sight.reps())::text[]) then true else sight.has_deal(t.id) end`,
  },
  account_key: { where: 'sight.account(t.account_id)' },
  // Most are decided by their account's row alone: the function takes ten times as long.
  person: {
    where: `case when t.merged_into is not null then sight.person(t.merged_into)
      when t.account_id is not null and exists (select 1 from public.account a where a.id = t.account_id and a.merged_into is null
        and (a.owner is null or a.owner = any((select sight.reps())::text[]))) then true
      else sight.person_of(t.id, t.account_id) end`,
  },
  person_key: { where: 'sight.person(t.person_id)' },
  deal: {
    where: `case when t.owner is not null then t.owner = any((select sight.reps())::text[]) else sight.owns(t.account_id) end`,
  },
  deal_audience: ofDeal,
  deal_change: ofDeal,
  deal_fact: ofDeal,
  proposal: ofDeal,
  pending_fact: { where: 'sight.subject(t.subject_id)' },
  event: about,
  run: about,
  delivery: about,
  run_step: ofRun,
  run_outcome: ofRun,
  task: ofRep,
  turn: ofRep,
  awaited_answer: ofRep,
  touch: { where: 't.rep = any((select sight.reps())::text[]) or sight.about(null, t.person_id, t.account_id, null)' },
  assignment: {
    where: `t.rep = any((select sight.reps())::text[]) or case t.lead_kind when 'account' then sight.account(t.lead_id)
      when 'person' then sight.person(t.lead_id) else sight.deal(t.lead_id) end`,
  },
  clash: { where: 'sight.subject(t.first_id) and sight.subject(t.second_id)' },
  // What was changed in the settings is no subject's.
  audit: {
    where: `case t.subject_kind when 'person' then sight.person(t.subject_id) when 'account' then sight.account(t.subject_id)
      when 'deal' then sight.deal(t.subject_id) else false end`,
  },
  mailbox: {
    where: `exists (select 1 from public.delivery d where d.recipient = t.recipient and d.key = t.key
      and sight.about(d.subject_id, d.person_id, d.account_id, d.deal_id))`,
  },
  // Nobody knows yet whom it is about.
  dead_letter: 'nothing',
  suppression: 'nothing',
  event_key: 'nothing',
  trait_due: 'nothing',
  one_time_link: 'nothing',
  sign_in_failure: 'nothing',
  // The installation's own, and what the workspace is: of no subject. The inbox is counted only, by no one's name.
  inbox: 'all',
  shard: 'all',
  intake_tally: 'all',
  rejection: 'all',
  plan_violation: 'all',
  pool_member: 'all',
  every_due: 'all',
  workspace_version: 'all',
  workspace_pass: 'all',
  workflow_version: 'all',
  workflow_pause: 'all',
  breaker: 'all',
  instance: 'all',
  migration: 'all',
  api_key: 'all',
  app_user: 'all',
  session: 'all',
  saved_view: 'all',
};
