-- Made by `npm run db:dump` from the migrations; read it, do not run it. Monthly partitions are left out.

-- schemas
create schema reporting;

-- sequences
create sequence migration_id_seq start 1 increment 1;
create sequence row_id start 1 increment 1;
create sequence subject_id start 1 increment 1;

-- tables
create table account (
  id bigint not null,
  name text,
  domain text,
  owner text,
  tier text,
  people integer not null default 0,
  contact_id bigint,
  contact_at timestamp with time zone,
  traits jsonb not null default '{}'::jsonb,
  memory json not null default '{}'::json,
  first_seen_at timestamp with time zone not null,
  last_seen_at timestamp with time zone not null,
  merged_into bigint,
  constraint account_pkey PRIMARY KEY (id),
  constraint account_merged_into_fkey FOREIGN KEY (merged_into) REFERENCES account(id)
) with (fillfactor=80);

create table account_key (
  kind text not null,
  value text not null,
  account_id bigint not null,
  constraint account_key_pkey PRIMARY KEY (kind, value),
  constraint account_key_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
);

create table api_key (
  id bigint not null default nextval('row_id'::regclass),
  name text not null,
  hash bytea not null,
  scope text not null,
  created_at timestamp with time zone not null,
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  constraint api_key_pkey PRIMARY KEY (id),
  constraint api_key_hash_key UNIQUE (hash),
  constraint api_key_scope_check CHECK ((scope = ANY (ARRAY['read'::text, 'ops'::text, 'admin'::text])))
);

create table app_user (
  id bigint not null default nextval('row_id'::regclass),
  email text not null,
  name text not null,
  role text not null,
  password text,
  created_at timestamp with time zone not null default now(),
  disabled_at timestamp with time zone,
  constraint app_user_pkey PRIMARY KEY (id),
  constraint app_user_email_key UNIQUE (email),
  constraint app_user_role_check CHECK ((role = ANY (ARRAY['viewer'::text, 'rep'::text, 'ops'::text, 'admin'::text])))
);

create table assignment (
  id bigint not null default nextval('row_id'::regclass),
  at timestamp with time zone not null,
  lead_kind text not null,
  lead_id bigint not null,
  from_rep text,
  rep text,
  created_at timestamp with time zone not null,
  is_first boolean not null,
  constraint assignment_pkey PRIMARY KEY (id)
);

create table audit (
  subject_id bigint not null,
  id bigint not null,
  at timestamp with time zone not null,
  subject_kind text not null,
  field text not null,
  from_value jsonb,
  to_value jsonb,
  because json not null,
  constraint audit_pkey PRIMARY KEY (subject_id, id)
);

create table awaited_answer (
  id bigint not null,
  routing text not null,
  rep text not null,
  account_id bigint,
  deal_id bigint,
  person_id bigint,
  assigned_at timestamp with time zone not null,
  deadline timestamp with time zone not null,
  due_at timestamp with time zone,
  outcome text,
  answered_at timestamp with time zone,
  answered_by text,
  tried json not null,
  because json not null,
  constraint awaited_answer_pkey PRIMARY KEY (id)
);

create table breaker (
  action text not null,
  failures integer not null,
  since timestamp with time zone not null,
  open_until timestamp with time zone not null,
  error text not null,
  constraint breaker_pkey PRIMARY KEY (action)
);

create table clash (
  id bigint not null default nextval('row_id'::regclass),
  kind text not null,
  at timestamp with time zone not null,
  event_id bigint not null,
  first_id bigint not null,
  second_id bigint not null,
  keys jsonb not null,
  state text not null default 'open'::text,
  constraint clash_pkey PRIMARY KEY (id),
  constraint clash_kind_first_id_second_id_key UNIQUE (kind, first_id, second_id)
);

create table dead_letter (
  id bigint not null,
  shard smallint not null,
  received_at timestamp with time zone not null,
  source text not null,
  key uuid not null,
  body bytea not null,
  error text not null,
  failed_at timestamp with time zone not null,
  review text,
  constraint dead_letter_pkey PRIMARY KEY (id)
);

create table deal (
  id bigint not null,
  pipeline text not null,
  account_id bigint,
  contact_id bigint,
  name text not null,
  stage text not null,
  amount bigint,
  currency text,
  owner text,
  fields jsonb not null default '{}'::jsonb,
  created_at timestamp with time zone not null,
  in_stage_since timestamp with time zone not null,
  last_fact_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  holds jsonb not null default '{}'::jsonb,
  billed jsonb not null default '[]'::jsonb,
  drift jsonb not null default '[]'::jsonb,
  version integer not null default 1,
  constraint deal_pkey PRIMARY KEY (id),
  constraint deal_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint deal_contact_id_fkey FOREIGN KEY (contact_id) REFERENCES person(id)
) with (fillfactor=80);

create table deal_audience (
  deal_id bigint not null,
  is_in jsonb not null,
  due_at timestamp with time zone,
  constraint deal_audience_pkey PRIMARY KEY (deal_id),
  constraint deal_audience_deal_id_fkey FOREIGN KEY (deal_id) REFERENCES deal(id) ON DELETE CASCADE
);

create table deal_change (
  deal_id bigint not null,
  seq integer not null,
  pipeline text not null,
  opened_at timestamp with time zone not null,
  at timestamp with time zone not null,
  until timestamp with time zone,
  kind text not null,
  from_stage text,
  stage text not null,
  from_amount bigint,
  amount bigint,
  from_currency text,
  currency text,
  from_owner text,
  owner text,
  furthest text,
  slipped_at timestamp with time zone,
  constraint deal_change_pkey PRIMARY KEY (deal_id, seq),
  constraint deal_change_deal_id_fkey FOREIGN KEY (deal_id) REFERENCES deal(id) ON DELETE CASCADE
) with (fillfactor=80);

create table deal_fact (
  deal_id bigint not null,
  id bigint not null,
  at timestamp with time zone not null,
  key text not null,
  kind text not null,
  body json not null,
  because json not null,
  constraint deal_fact_pkey PRIMARY KEY (deal_id, at, id),
  constraint deal_fact_deal_id_fkey FOREIGN KEY (deal_id) REFERENCES deal(id)
);

create table delivery (
  subject_id bigint not null,
  id bigint not null,
  created_at timestamp with time zone not null,
  key text not null,
  action text not null,
  recipient text not null,
  payload jsonb not null,
  run_id bigint,
  person_id bigint,
  account_id bigint,
  deal_id bigint,
  workflow text,
  depth smallint not null default 0,
  state text not null default 'waiting'::text,
  due_at timestamp with time zone,
  attempts smallint not null default 0,
  answer jsonb,
  error text,
  ended_at timestamp with time zone,
  begun_at timestamp with time zone,
  template text generated always as ((payload ->> 'template'::text)) stored,
  constraint delivery_pkey PRIMARY KEY (subject_id, id, created_at)
) partition by RANGE (created_at);

create table event (
  subject_id bigint not null,
  id bigint not null,
  received_at timestamp with time zone not null,
  at timestamp with time zone not null,
  kind text not null,
  name text not null,
  source text not null,
  key uuid not null,
  person_id bigint,
  account_id bigint,
  deal_id bigint,
  verdict text not null,
  notes jsonb,
  body bytea not null,
  constraint event_pkey PRIMARY KEY (subject_id, id, received_at)
) partition by RANGE (received_at);

create table event_key (
  key uuid not null,
  received_at timestamp with time zone not null,
  constraint event_key_pkey PRIMARY KEY (key, received_at)
) partition by RANGE (received_at);

create table every_due (
  workflow text not null,
  name text not null,
  since timestamp with time zone not null,
  next_at timestamp with time zone not null,
  until timestamp with time zone,
  after_id bigint not null default 0,
  constraint every_due_pkey PRIMARY KEY (workflow, name)
);

create table inbox (
  shard smallint not null,
  id bigint not null generated by default as identity,
  received_at timestamp with time zone not null,
  source text not null,
  key uuid not null,
  body bytea not null,
  review text,
  constraint inbox_pkey PRIMARY KEY (shard, id)
) with (autovacuum_vacuum_scale_factor=0.0, autovacuum_vacuum_threshold=20000, autovacuum_vacuum_cost_delay=0);

create table instance (
  name text not null,
  value text not null,
  constraint instance_pkey PRIMARY KEY (name)
);

create table intake_tally (
  process uuid not null,
  accepted bigint not null default 0,
  started_at timestamp with time zone not null default now(),
  constraint intake_tally_pkey PRIMARY KEY (process)
);

create table mailbox (
  id bigint not null default nextval('row_id'::regclass),
  key text not null,
  at timestamp with time zone not null,
  sender text not null,
  recipient text not null,
  template text,
  subject text not null,
  html text not null,
  text text not null,
  headers jsonb not null,
  constraint mailbox_pkey PRIMARY KEY (id),
  constraint mailbox_key_key UNIQUE (key)
);

create table migration (
  id integer not null default nextval('migration_id_seq'::regclass),
  "timestamp" bigint not null,
  name character varying not null,
  constraint "PK_3043fc6b8af7c99b8b98830094f" PRIMARY KEY (id)
);

create table one_time_link (
  hash bytea not null,
  purpose text not null,
  role text not null,
  email text,
  created_by text not null,
  created_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint one_time_link_pkey PRIMARY KEY (hash),
  constraint one_time_link_purpose_check CHECK ((purpose = ANY (ARRAY['first_admin'::text, 'invitation'::text, 'demo'::text]))),
  constraint one_time_link_role_check CHECK ((role = ANY (ARRAY['viewer'::text, 'rep'::text, 'ops'::text, 'admin'::text])))
);

create table pending_fact (
  subject_id bigint not null,
  id bigint not null,
  pipeline text not null,
  at timestamp with time zone not null,
  key text not null,
  body json not null,
  because json not null,
  constraint pending_fact_pkey PRIMARY KEY (subject_id, id, pipeline)
);

create table person (
  id bigint not null,
  user_id text,
  email text,
  name text,
  time_zone text,
  account_id bigint,
  account_link json,
  traits jsonb not null default '{}'::jsonb,
  memory json not null default '{}'::json,
  first_seen_at timestamp with time zone not null,
  last_seen_at timestamp with time zone not null,
  merged_into bigint,
  constraint person_pkey PRIMARY KEY (id),
  constraint person_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint person_merged_into_fkey FOREIGN KEY (merged_into) REFERENCES person(id)
) with (fillfactor=80);

create table person_key (
  kind text not null,
  value text not null,
  person_id bigint not null,
  constraint person_key_pkey PRIMARY KEY (kind, value),
  constraint person_key_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
);

create table plan_violation (
  event text not null,
  property text not null,
  problem text not null,
  source text not null,
  owner text not null,
  day date not null,
  count bigint not null,
  constraint plan_violation_pkey PRIMARY KEY (day, event, property, problem, source)
);

create table pool_member (
  pool text not null,
  rep text not null,
  turns integer not null default 0,
  adjustments integer not null default 0,
  joined_at timestamp with time zone not null,
  last_turn_at timestamp with time zone,
  constraint pool_member_pkey PRIMARY KEY (pool, rep)
);

create table proposal (
  deal_id bigint not null,
  id bigint not null default nextval('row_id'::regclass),
  key text not null,
  from_stage text not null,
  to_stage text not null,
  at timestamp with time zone not null,
  reason text not null,
  because json not null,
  state text not null default 'open'::text,
  decided_at timestamp with time zone,
  decided_by text,
  constraint proposal_pkey PRIMARY KEY (deal_id, key),
  constraint proposal_deal_id_fkey FOREIGN KEY (deal_id) REFERENCES deal(id)
);

create table rejection (
  source text not null,
  reason text not null,
  minute timestamp with time zone not null,
  count bigint not null,
  last_at timestamp with time zone not null,
  constraint rejection_pkey PRIMARY KEY (minute, source, reason)
);

create table run (
  subject_id bigint not null,
  id bigint not null,
  subject_kind text not null,
  person_id bigint,
  account_id bigint,
  deal_id bigint,
  workflow text not null,
  version_id bigint not null,
  key text not null default ''::text,
  state text not null,
  step text,
  due_at timestamp with time zone,
  due_port text,
  listens json not null default '[]'::json,
  visits json not null default '{}'::json,
  steps_taken integer not null default 0,
  depth smallint not null default 0,
  trigger json not null,
  started_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  end_reason text,
  arm text,
  watch_until timestamp with time zone,
  constraint run_pkey PRIMARY KEY (subject_id, id),
  constraint run_version_id_fkey FOREIGN KEY (version_id) REFERENCES workflow_version(id)
) with (fillfactor=80);

create table run_outcome (
  subject_id bigint not null,
  run_id bigint not null,
  kind text not null,
  event text not null,
  at timestamp with time zone not null,
  event_id bigint,
  constraint run_outcome_pkey PRIMARY KEY (subject_id, run_id, kind, event)
);

create table run_step (
  subject_id bigint not null,
  run_id bigint not null,
  seq integer not null,
  at timestamp with time zone not null,
  step text not null,
  kind text not null,
  visit integer not null,
  input json not null,
  facts json not null,
  outcome json not null,
  constraint run_step_pkey PRIMARY KEY (subject_id, run_id, seq, at)
) partition by RANGE (at);

create table saved_view (
  id bigint not null default nextval('row_id'::regclass),
  user_id bigint not null,
  page text not null,
  name text not null,
  search jsonb not null,
  created_at timestamp with time zone not null default now(),
  constraint saved_view_pkey PRIMARY KEY (id),
  constraint saved_view_user_id_page_name_key UNIQUE (user_id, page, name),
  constraint saved_view_user_id_fkey FOREIGN KEY (user_id) REFERENCES app_user(id)
);

create table session (
  id bigint not null default nextval('row_id'::regclass),
  user_id bigint not null,
  hash bytea not null,
  former_hash bytea,
  rotated_at timestamp with time zone not null default now(),
  created_at timestamp with time zone not null default now(),
  seen_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  agent text not null default ''::text,
  constraint session_pkey PRIMARY KEY (id),
  constraint session_hash_key UNIQUE (hash),
  constraint session_user_id_fkey FOREIGN KEY (user_id) REFERENCES app_user(id)
);

create table shard (
  id smallint not null,
  done bigint not null default 0,
  duplicates bigint not null default 0,
  set_aside bigint not null default 0,
  constraint shard_pkey PRIMARY KEY (id)
);

create table sign_in_failure (
  subject bytea not null,
  failures integer not null,
  since timestamp with time zone not null,
  constraint sign_in_failure_pkey PRIMARY KEY (subject)
);

create table suppression (
  hash bytea not null,
  reason text not null,
  at timestamp with time zone not null,
  source text not null,
  constraint suppression_pkey PRIMARY KEY (hash)
);

create table task (
  id bigint not null,
  subject_kind text not null,
  subject_id bigint not null,
  person_id bigint,
  account_id bigint,
  deal_id bigint,
  rep text,
  title text not null,
  note text,
  due_at timestamp with time zone,
  state text not null default 'open'::text,
  created_at timestamp with time zone not null,
  workflow text not null,
  run_id bigint not null,
  step text not null,
  answered_at timestamp with time zone,
  answered_by text,
  constraint task_pkey PRIMARY KEY (id),
  constraint task_state_check CHECK ((state = ANY (ARRAY['open'::text, 'done'::text, 'dismissed'::text]))),
  constraint task_subject_kind_check CHECK ((subject_kind = ANY (ARRAY['person'::text, 'account'::text, 'deal'::text])))
);

create table touch (
  id bigint not null default nextval('row_id'::regclass),
  rep text not null,
  at timestamp with time zone not null,
  what text not null,
  account_id bigint,
  person_id bigint,
  constraint touch_pkey PRIMARY KEY (id)
);

create table trait_due (
  subject_id bigint not null,
  kind text not null,
  due_at timestamp with time zone not null,
  constraint trait_due_pkey PRIMARY KEY (subject_id)
) with (fillfactor=80);

create table turn (
  pool text not null,
  id bigint not null default nextval('row_id'::regclass),
  rep text not null,
  at timestamp with time zone not null,
  credit integer not null,
  account_id bigint,
  deal_id bigint,
  person_id bigint,
  because json not null,
  constraint turn_pkey PRIMARY KEY (pool, id)
);

create table workflow_pause (
  workflow text not null,
  since timestamp with time zone not null,
  paused_by text not null,
  reason text not null,
  constraint workflow_pause_pkey PRIMARY KEY (workflow)
);

create table workflow_version (
  id bigint not null generated by default as identity,
  workflow text not null,
  hash text not null,
  workspace_version_id bigint not null,
  created_at timestamp with time zone not null,
  constraint workflow_version_pkey PRIMARY KEY (id),
  constraint workflow_version_workflow_hash_key UNIQUE (workflow, hash),
  constraint workflow_version_workspace_version_id_fkey FOREIGN KEY (workspace_version_id) REFERENCES workspace_version(id)
);

create table workspace_pass (
  version_id bigint not null,
  renews boolean not null,
  enrols jsonb not null,
  applied_at timestamp with time zone not null,
  kind text not null,
  after bigint not null,
  upto bigint not null,
  subjects bigint not null default 0,
  enrolled bigint not null default 0,
  ended_at timestamp with time zone,
  constraint workspace_pass_pkey PRIMARY KEY (version_id),
  constraint workspace_pass_version_id_fkey FOREIGN KEY (version_id) REFERENCES workspace_version(id),
  constraint workspace_pass_kind_check CHECK ((kind = ANY (ARRAY['person'::text, 'account'::text, 'deal'::text])))
);

create table workspace_version (
  id bigint not null generated by default as identity,
  hash text not null,
  files jsonb not null,
  applied_at timestamp with time zone not null,
  applied_by text not null,
  git_commit text,
  told jsonb,
  constraint workspace_version_pkey PRIMARY KEY (id)
);

-- indexes
CREATE INDEX account_merged ON public.account USING btree (merged_into) WHERE (merged_into IS NOT NULL);
CREATE INDEX account_owned_name ON public.account USING btree (lower(name)) WHERE ((owner IS NOT NULL) AND (merged_into IS NULL));
CREATE INDEX account_key_account ON public.account_key USING btree (account_id);
CREATE INDEX assignment_at ON public.assignment USING btree (at) INCLUDE (lead_kind, lead_id, from_rep, rep);
CREATE INDEX assignment_first ON public.assignment USING btree (created_at) INCLUDE (lead_kind, lead_id, rep, at) WHERE is_first;
CREATE INDEX assignment_lead ON public.assignment USING btree (lead_id, lead_kind);
CREATE INDEX audit_id ON public.audit USING btree (id);
CREATE INDEX awaited_answer_account ON public.awaited_answer USING btree (account_id) WHERE (answered_at IS NULL);
CREATE INDEX awaited_answer_due ON public.awaited_answer USING btree (due_at) WHERE (due_at IS NOT NULL);
CREATE INDEX awaited_answer_person ON public.awaited_answer USING btree (person_id) WHERE ((answered_at IS NULL) AND (account_id IS NULL));
CREATE INDEX deal_account ON public.deal USING btree (account_id);
CREATE INDEX deal_board ON public.deal USING btree (pipeline, stage, id);
CREATE INDEX deal_contact ON public.deal USING btree (contact_id);
CREATE INDEX deal_drift ON public.deal USING btree (id) WHERE (drift <> '[]'::jsonb);
CREATE INDEX deal_open ON public.deal USING btree (owner) WHERE ((stage <> 'won'::text) AND (stage <> 'lost'::text));
CREATE INDEX deal_quiet ON public.deal USING btree (pipeline, last_fact_at) WHERE ((stage <> 'won'::text) AND (stage <> 'lost'::text));
CREATE INDEX deal_change_closed ON public.deal_change USING btree (at) INCLUDE (pipeline, kind, from_stage, amount, currency, owner) WHERE (kind = ANY (ARRAY['won'::text, 'lost'::text]));
CREATE INDEX deal_change_demo ON public.deal_change USING btree (deal_id) WHERE ((from_stage ~~ 'demo%'::text) AND (kind = ANY (ARRAY['forward'::text, 'won'::text, 'lost'::text])));
CREATE INDEX deal_change_is_closed ON public.deal_change USING btree (at) INCLUDE (deal_id, pipeline, stage, amount, currency, owner, opened_at) WHERE ((until IS NULL) AND (stage = ANY (ARRAY['won'::text, 'lost'::text])));
CREATE INDEX deal_change_opened ON public.deal_change USING btree (at) INCLUDE (pipeline, stage, amount, currency, owner) WHERE (kind = 'opened'::text);
CREATE INDEX deal_change_reopened ON public.deal_change USING btree (at) WHERE (kind = 'reopened'::text);
CREATE INDEX deal_change_revalued ON public.deal_change USING btree (at) INCLUDE (pipeline, from_amount, amount, from_currency, currency, from_owner, owner) WHERE ((kind <> ALL (ARRAY['opened'::text, 'reopened'::text])) AND (from_stage <> ALL (ARRAY['won'::text, 'lost'::text])) AND ((from_amount IS DISTINCT FROM amount) OR (from_currency IS DISTINCT FROM currency) OR (from_owner IS DISTINCT FROM owner)));
CREATE INDEX deal_change_slipped ON public.deal_change USING btree (slipped_at) WHERE (slipped_at IS NOT NULL);
CREATE INDEX deal_change_stands ON public.deal_change USING btree (opened_at) INCLUDE (pipeline, stage, amount, currency, owner, furthest) WHERE (until IS NULL);
CREATE INDEX delivery_due ON public.delivery USING btree (due_at);
CREATE INDEX delivery_id ON public.delivery USING btree (id);
CREATE INDEX delivery_mail ON public.delivery USING btree (ended_at) INCLUDE (id, template, workflow, person_id, state, run_id, created_at) WHERE ((action = 'email.send'::text) AND (ended_at IS NOT NULL));
CREATE INDEX delivery_mailed ON public.delivery USING btree (recipient, ended_at) WHERE ((action = 'email.send'::text) AND (state = ANY (ARRAY['sending'::text, 'done'::text, 'unknown'::text])));
CREATE INDEX event_blocked ON public.event USING btree (id) WHERE (verdict = 'blocked'::text);
CREATE INDEX event_reported ON public.event USING btree (name, at) INCLUDE (id, account_id, person_id, deal_id, verdict) WHERE (name = ANY (ARRAY['calendly.booked'::text, 'calendly.rescheduled'::text, 'calendly.canceled'::text, 'calendly.no_show'::text, 'gong.call_held'::text, 'email.replied'::text, 'email.bounced'::text, 'email.complained'::text, 'email.unsubscribed'::text]));
CREATE INDEX event_tail ON public.event USING btree (id);
CREATE INDEX person_account ON public.person USING btree (account_id);
CREATE INDEX person_merged ON public.person USING btree (merged_into) WHERE (merged_into IS NOT NULL);
CREATE INDEX person_key_person ON public.person_key USING btree (person_id);
CREATE INDEX proposal_id ON public.proposal USING btree (id);
CREATE INDEX run_due ON public.run USING btree (due_at);
CREATE INDEX run_id ON public.run USING btree (id);
CREATE UNIQUE INDEX run_once_at_a_time ON public.run USING btree (subject_id, workflow, key) WHERE (ended_at IS NULL);
CREATE INDEX session_former ON public.session USING btree (former_hash);
CREATE INDEX session_of_user ON public.session USING btree (user_id);
CREATE INDEX task_of_account ON public.task USING btree (account_id);
CREATE INDEX task_of_deal ON public.task USING btree (deal_id);
CREATE INDEX task_of_person ON public.task USING btree (person_id);
CREATE INDEX task_of_rep ON public.task USING btree (rep, id) WHERE (state = 'open'::text);
CREATE INDEX touch_account ON public.touch USING btree (account_id, at) WHERE (account_id IS NOT NULL);
CREATE INDEX touch_at ON public.touch USING btree (at) INCLUDE (rep, what, account_id, person_id);
CREATE INDEX touch_person ON public.touch USING btree (person_id, at) WHERE (person_id IS NOT NULL);
CREATE INDEX trait_due_at ON public.trait_due USING btree (due_at);
CREATE INDEX turn_account ON public.turn USING btree (account_id);
CREATE INDEX turn_id ON public.turn USING btree (id);
CREATE INDEX turn_person ON public.turn USING btree (person_id) WHERE (account_id IS NULL);
CREATE INDEX workspace_pass_open ON public.workspace_pass USING btree (version_id) WHERE (ended_at IS NULL);

-- views
create view reporting.answers_v1 as
 SELECT w.id,
    w.routing,
    w.rep,
    COALESCE(a.merged_into, w.account_id) AS account_id,
    w.person_id,
    w.deal_id,
    w.assigned_at,
    ((w.assigned_at AT TIME ZONE ( SELECT workspace_v1.time_zone
           FROM reporting.workspace_v1)))::date AS day,
    (date_trunc('month'::text, (w.assigned_at AT TIME ZONE ( SELECT workspace_v1.time_zone
           FROM reporting.workspace_v1))))::date AS month,
    w.deadline,
    w.answered_at,
    w.outcome
   FROM (awaited_answer w
     LEFT JOIN account a ON ((a.id = w.account_id)));

create view reporting.assignments_v1 as
 SELECT lead_kind,
    lead_id,
    at,
    ((at AT TIME ZONE ( SELECT workspace_v1.time_zone
           FROM reporting.workspace_v1)))::date AS day,
    (date_trunc('month'::text, (at AT TIME ZONE ( SELECT workspace_v1.time_zone
           FROM reporting.workspace_v1))))::date AS month,
    rep,
    from_rep,
    is_first
   FROM assignment
  WHERE (rep IS NOT NULL);

create view reporting.closed_deals_v1 as
 SELECT c.deal_id,
    c.pipeline,
    d.account_id,
    c.stage AS outcome,
    c.at,
    (date_trunc('month'::text, (c.at AT TIME ZONE ( SELECT workspace_v1.time_zone
           FROM reporting.workspace_v1))))::date AS month,
    c.opened_at,
    ((EXTRACT(epoch FROM (c.at - c.opened_at)) * (1000)::numeric))::bigint AS cycle_ms,
    c.amount,
    c.currency,
    c.owner
   FROM (deal_change c
     LEFT JOIN deal d ON ((d.id = c.deal_id)))
  WHERE ((c.until IS NULL) AND (c.stage = ANY (ARRAY['won'::text, 'lost'::text])));

create view reporting.deal_changes_v1 as
 SELECT deal_id,
    pipeline,
    seq,
    opened_at,
    at,
    until,
    (date_trunc('month'::text, (at AT TIME ZONE ( SELECT workspace_v1.time_zone
           FROM reporting.workspace_v1))))::date AS month,
    kind,
    from_stage,
    stage,
    (NOT (stage = ANY (ARRAY['won'::text, 'lost'::text]))) AS is_open,
    from_amount,
    amount,
    currency,
    from_currency,
    from_owner,
    owner,
    furthest,
    slipped_at
   FROM deal_change;

create view reporting.deal_flows_v1 as
 SELECT deal_id,
    pipeline,
    at,
    (date_trunc('month'::text, (at AT TIME ZONE ( SELECT workspace_v1.time_zone
           FROM reporting.workspace_v1))))::date AS month,
    owner,
    currency,
    flow,
    deals,
    amount,
        CASE
            WHEN (flow = ANY (ARRAY['won'::text, 'lost'::text])) THEN (- amount)
            ELSE amount
        END AS effect,
        CASE
            WHEN (flow = ANY (ARRAY['won'::text, 'lost'::text])) THEN (- deals)
            ELSE deals
        END AS effect_deals
   FROM ( SELECT deal_change.deal_id,
            deal_change.pipeline,
            deal_change.at,
            deal_change.owner,
            deal_change.currency,
            'created'::text AS flow,
            1 AS deals,
            COALESCE(deal_change.amount, (0)::bigint) AS amount
           FROM deal_change
          WHERE (deal_change.kind = 'opened'::text)
        UNION ALL
         SELECT deal_change.deal_id,
            deal_change.pipeline,
            deal_change.at,
            deal_change.owner,
            deal_change.currency,
            deal_change.kind AS flow,
            1 AS deals,
            COALESCE(deal_change.amount, (0)::bigint) AS amount
           FROM deal_change
          WHERE (deal_change.kind = ANY (ARRAY['won'::text, 'lost'::text]))
        UNION ALL
         SELECT deal_change.deal_id,
            deal_change.pipeline,
            deal_change.at,
            deal_change.owner,
            deal_change.currency,
            deal_change.stage AS flow,
            1 AS deals,
            COALESCE(deal_change.amount, (0)::bigint) AS amount
           FROM deal_change
          WHERE ((deal_change.kind = 'opened'::text) AND (deal_change.stage = ANY (ARRAY['won'::text, 'lost'::text])))
        UNION ALL
         SELECT deal_change.deal_id,
            deal_change.pipeline,
            deal_change.at,
            deal_change.owner,
            deal_change.currency,
            'reopened'::text AS flow,
            1 AS deals,
            COALESCE(deal_change.amount, (0)::bigint) AS amount
           FROM deal_change
          WHERE (deal_change.kind = 'reopened'::text)
        UNION ALL
         SELECT deal_change.deal_id,
            deal_change.pipeline,
            deal_change.at,
            deal_change.owner,
            deal_change.currency,
            'reopened'::text AS flow,
            1 AS deals,
            COALESCE(deal_change.amount, (0)::bigint) AS amount
           FROM deal_change
          WHERE ((deal_change.kind = ANY (ARRAY['won'::text, 'lost'::text])) AND (deal_change.from_stage = ANY (ARRAY['won'::text, 'lost'::text])))
        UNION ALL
         SELECT deal_change.deal_id,
            deal_change.pipeline,
            deal_change.at,
            deal_change.from_owner AS owner,
            deal_change.from_currency AS currency,
            'changed'::text AS flow,
            '-1'::integer AS deals,
            (- COALESCE(deal_change.from_amount, (0)::bigint)) AS amount
           FROM deal_change
          WHERE ((deal_change.kind <> ALL (ARRAY['opened'::text, 'reopened'::text])) AND (deal_change.from_stage <> ALL (ARRAY['won'::text, 'lost'::text])) AND ((deal_change.from_amount IS DISTINCT FROM deal_change.amount) OR (deal_change.from_currency IS DISTINCT FROM deal_change.currency) OR (deal_change.from_owner IS DISTINCT FROM deal_change.owner)))
        UNION ALL
         SELECT deal_change.deal_id,
            deal_change.pipeline,
            deal_change.at,
            deal_change.owner,
            deal_change.currency,
            'changed'::text AS flow,
            1 AS deals,
            COALESCE(deal_change.amount, (0)::bigint) AS amount
           FROM deal_change
          WHERE ((deal_change.kind <> ALL (ARRAY['opened'::text, 'reopened'::text])) AND (deal_change.from_stage <> ALL (ARRAY['won'::text, 'lost'::text])) AND ((deal_change.from_amount IS DISTINCT FROM deal_change.amount) OR (deal_change.from_currency IS DISTINCT FROM deal_change.currency) OR (deal_change.from_owner IS DISTINCT FROM deal_change.owner)))) f;

create view reporting.deal_sources_v1 as
 SELECT c.deal_id,
    c.pipeline,
    c.opened_at,
    (date_trunc('month'::text, (c.opened_at AT TIME ZONE ( SELECT workspace_v1.time_zone
           FROM reporting.workspace_v1))))::date AS month,
        CASE
            WHEN (c.stage = ANY (ARRAY['won'::text, 'lost'::text])) THEN c.stage
            ELSE 'open'::text
        END AS outcome,
    c.amount,
    c.currency,
    c.owner,
    COALESCE(NULLIF((p.traits #>> '{first_touch,group}'::text[]), ''::text), ('/'::text || split_part(split_part((p.traits #>> '{first_touch,path}'::text[]), '?'::text, 1), '/'::text, 2))) AS first_group,
    COALESCE(NULLIF((p.traits #>> '{last_touch,group}'::text[]), ''::text), ('/'::text || split_part(split_part((p.traits #>> '{last_touch,path}'::text[]), '?'::text, 1), '/'::text, 2))) AS last_group
   FROM ((deal_change c
     JOIN deal d ON ((d.id = c.deal_id)))
     LEFT JOIN person p ON ((p.id = d.contact_id)))
  WHERE (c.until IS NULL);

create view reporting.deals_v1 as
 SELECT d.id AS deal_id,
    d.pipeline,
    COALESCE(NULLIF(d.name, ''::text), a.name, a.domain, ('Deal '::text || d.id)) AS name,
    d.account_id,
    COALESCE(a.name, a.domain) AS account,
    a.tier,
    d.contact_id,
    d.stage,
        CASE
            WHEN (d.stage = ANY (ARRAY['won'::text, 'lost'::text])) THEN d.stage
            ELSE 'open'::text
        END AS outcome,
    d.amount,
    d.currency,
    d.owner,
    d.created_at,
    ((d.created_at AT TIME ZONE ( SELECT workspace_v1.time_zone
           FROM reporting.workspace_v1)))::date AS day,
    (date_trunc('month'::text, (d.created_at AT TIME ZONE ( SELECT workspace_v1.time_zone
           FROM reporting.workspace_v1))))::date AS month,
    d.in_stage_since,
    d.last_fact_at,
    d.closed_at,
    ( SELECT ((b.value ->> 'amount'::text))::bigint AS int8
           FROM jsonb_array_elements(d.billed) b(value)
          WHERE ((b.value ->> 'currency'::text) = d.currency)) AS billed
   FROM (deal d
     LEFT JOIN account a ON ((a.id = d.account_id)));

create view reporting.email_answers_v1 as
 SELECT DISTINCT ON (e.id, e.at) d.id AS email_id,
    e.person_id,
    e.at,
    e.name
   FROM (event e
     JOIN delivery d ON (((d.person_id = e.person_id) AND (d.ended_at <= e.at))))
  WHERE ((e.name = ANY (ARRAY['email.replied'::text, 'email.bounced'::text, 'email.complained'::text, 'email.unsubscribed'::text])) AND (e.verdict <> 'blocked'::text) AND (d.action = 'email.send'::text) AND (d.state = 'done'::text))
  ORDER BY e.id, e.at, d.ended_at DESC, d.id DESC;

create view reporting.email_facts_v1 as
 SELECT id,
    person_id,
    at,
    name
   FROM event
  WHERE ((name = ANY (ARRAY['email.replied'::text, 'email.bounced'::text, 'email.complained'::text, 'email.unsubscribed'::text])) AND (verdict <> 'blocked'::text));

create view reporting.emails_v1 as
 SELECT d.id,
    d.template AS email,
    d.workflow,
    d.run_id,
    d.person_id,
        CASE d.state
            WHEN 'done'::text THEN 'sent'::text
            WHEN 'sending'::text THEN 'waiting'::text
            ELSE d.state
        END AS state,
    d.created_at AS asked_at,
    d.ended_at,
    ((d.ended_at AT TIME ZONE ( SELECT workspace_v1.time_zone
           FROM reporting.workspace_v1)))::date AS day,
    (date_trunc('month'::text, (d.ended_at AT TIME ZONE ( SELECT workspace_v1.time_zone
           FROM reporting.workspace_v1))))::date AS month,
    g.at AS goal_at
   FROM (delivery d
     LEFT JOIN ( SELECT run_outcome.run_id,
            min(run_outcome.at) AS at
           FROM run_outcome
          WHERE (run_outcome.kind = 'goal'::text)
          GROUP BY run_outcome.run_id) g ON (((g.run_id = d.run_id) AND (g.at >= d.ended_at))))
  WHERE ((d.action = 'email.send'::text) AND (d.template IS NOT NULL));

create view reporting.goals_v1 as
 SELECT g.per,
    g.pipeline,
    g.team,
    g.currency,
    g.amount,
    g."from" AS from_month,
    lead(g."from") OVER (PARTITION BY g.per, g.pipeline, g.team, g.currency ORDER BY g."from" NULLS FIRST) AS until_month
   FROM ( SELECT workspace_version.told
           FROM workspace_version
          WHERE (workspace_version.told IS NOT NULL)
          ORDER BY workspace_version.id DESC
         LIMIT 1) w,
    LATERAL ( SELECT r.per,
            r.pipeline,
            r.team,
            r.currency,
            r.amount,
            ((r."from" || '-01'::text))::date AS "from"
           FROM jsonb_to_recordset((w.told -> 'goals'::text)) r(per text, pipeline text, team text, currency text, amount bigint, "from" text)) g;

create view reporting.leads_v1 as
 SELECT l.lead_kind,
    l.lead_id,
    l.rep,
    l.created_at,
    ((l.created_at AT TIME ZONE ( SELECT workspace_v1.time_zone
           FROM reporting.workspace_v1)))::date AS day,
    (date_trunc('month'::text, (l.created_at AT TIME ZONE ( SELECT workspace_v1.time_zone
           FROM reporting.workspace_v1))))::date AS month,
    l.at AS assigned_at,
    t.at AS touched_at,
    ((EXTRACT(epoch FROM (l.at - l.created_at)) * (1000)::numeric))::bigint AS assigned_ms,
    ((EXTRACT(epoch FROM (t.at - l.at)) * (1000)::numeric))::bigint AS touched_ms,
    ((EXTRACT(epoch FROM (t.at - l.created_at)) * (1000)::numeric))::bigint AS total_ms
   FROM (( SELECT assignment.lead_kind,
            assignment.lead_id,
            assignment.rep,
            assignment.at,
            assignment.created_at
           FROM assignment
          WHERE assignment.is_first) l
     LEFT JOIN LATERAL ( SELECT min(f.at) AS at
           FROM (( SELECT o.at
                   FROM touch o
                  WHERE ((l.lead_kind = 'account'::text) AND (o.account_id = l.lead_id) AND (o.at >= l.at))
                  ORDER BY o.at
                 LIMIT 1)
                UNION ALL
                ( SELECT o.at
                   FROM touch o
                  WHERE ((l.lead_kind = 'person'::text) AND (o.person_id = l.lead_id) AND (o.at >= l.at))
                  ORDER BY o.at
                 LIMIT 1)) f) t ON (true));

create view reporting.meetings_v1 as
 SELECT COALESCE(a.merged_into, e.account_id) AS account_id,
    e.person_id,
    e.deal_id,
    e.at,
    (date_trunc('month'::text, (e.at AT TIME ZONE ( SELECT workspace_v1.time_zone
           FROM reporting.workspace_v1))))::date AS month,
    e.name,
    e.stands
   FROM (( SELECT event.account_id,
            event.person_id,
            event.deal_id,
            event.at,
            event.name,
            ((event.name = 'gong.call_held'::text) OR ((event.name = ANY (ARRAY['calendly.booked'::text, 'calendly.rescheduled'::text])) AND (COALESCE(lead(event.name) OVER (PARTITION BY event.person_id, (event.name = 'gong.call_held'::text) ORDER BY event.at, event.id), ''::text) <> ALL (ARRAY['calendly.canceled'::text, 'calendly.no_show'::text, 'calendly.rescheduled'::text])))) AS stands
           FROM event
          WHERE ((event.name = ANY (ARRAY['calendly.booked'::text, 'calendly.rescheduled'::text, 'calendly.canceled'::text, 'calendly.no_show'::text, 'gong.call_held'::text])) AND (event.verdict <> 'blocked'::text))) e
     LEFT JOIN account a ON ((a.id = e.account_id)));

create view reporting.plan_violations_v1 as
 SELECT day,
    (date_trunc('month'::text, (day)::timestamp with time zone))::date AS month,
    event,
    property,
    problem,
    source,
    owner,
    count AS violations
   FROM plan_violation;

create view reporting.reps_v1 as
 SELECT r.rep,
    r.name,
    r.team,
    r.active
   FROM ( SELECT workspace_version.told
           FROM workspace_version
          WHERE (workspace_version.told IS NOT NULL)
          ORDER BY workspace_version.id DESC
         LIMIT 1) w,
    LATERAL jsonb_to_recordset((w.told -> 'reps'::text)) r(rep text, name text, team text, active boolean);

create view reporting.stages_v1 as
 SELECT s.pipeline,
    s.stage,
    s.rank,
    s.closes,
    s.likely
   FROM ( SELECT workspace_version.told
           FROM workspace_version
          WHERE (workspace_version.told IS NOT NULL)
          ORDER BY workspace_version.id DESC
         LIMIT 1) w,
    LATERAL jsonb_to_recordset((w.told -> 'stages'::text)) s(pipeline text, stage text, rank integer, closes text, likely double precision);

create view reporting.touches_v1 as
 SELECT id,
    rep,
    at,
    ((at AT TIME ZONE ( SELECT workspace_v1.time_zone
           FROM reporting.workspace_v1)))::date AS day,
    (date_trunc('month'::text, (at AT TIME ZONE ( SELECT workspace_v1.time_zone
           FROM reporting.workspace_v1))))::date AS month,
    what,
        CASE
            WHEN (what ~~ 'calendly.%'::text) THEN 'meeting'::text
            WHEN (what = 'gong.call_held'::text) THEN 'call'::text
            WHEN (what = ANY (ARRAY['edit'::text, 'task'::text])) THEN what
            ELSE 'other'::text
        END AS activity,
    account_id,
    person_id
   FROM touch;

create view reporting.workspace_v1 as
 SELECT COALESCE((( SELECT workspace_version.told
           FROM workspace_version
          WHERE (workspace_version.told IS NOT NULL)
          ORDER BY workspace_version.id DESC
         LIMIT 1) ->> 'time_zone'::text), 'UTC'::text) AS time_zone,
    (( SELECT workspace_version.told
           FROM workspace_version
          WHERE (workspace_version.told IS NOT NULL)
          ORDER BY workspace_version.id DESC
         LIMIT 1) ->> 'currency'::text) AS currency;
