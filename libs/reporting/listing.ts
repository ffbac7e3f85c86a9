// What the API lists, as data: the rows, the order, the filters. One entry a list; the store and the controller know no list by name.

import { breakerListing } from './breaker-listing.js';
import { salesListings } from './sales-listings.js';
import { taskListing } from './task-listing.js';
import { unmatchedListing } from './unmatched-listing.js';
import { versionListing } from './version-listing.js';

export interface Listing {
  readonly about: string;
  /** `select … from … where true`: conditions are added behind it. Columns are named as the API names them. */
  readonly select: string;
  /** Columns of the keyset, newest first; together they are unique. */
  readonly order: readonly { readonly column: string; readonly as: string; readonly type: 'bigint' | 'text' | 'timestamptz' }[];
  /** Query parameter → SQL condition with `?` for its value. */
  readonly filters: Readonly<Record<string, { readonly sql: string; readonly about: string; readonly type?: 'bigint' | 'time' }>>;
  /** Column → OpenAPI type. */
  readonly columns: Readonly<Record<string, ColumnType>>;
}

export type ColumnType = 'id' | 'string' | 'integer' | 'time' | 'object' | 'money' | 'array';

const byId = [{ column: 'id', as: 'id', type: 'bigint' }] as const;
const money = `case when amount is null then null else json_build_object('amount', amount, 'currency', currency) end as amount`;

/** Until when a rep's own edits win, as times. */
const holds = `(select coalesce(json_object_agg(key, to_timestamp(value::float8 / 1000)), '{}') from jsonb_each_text(deal.holds))`;

/** What a run's subject is called. */
const subjectName = `case subject_kind when 'person' then (select coalesce(p.name, p.email, p.user_id) from person p where p.id = subject_id)
      when 'account' then (select coalesce(a.name, a.domain) from account a where a.id = subject_id)
      else (select coalesce(nullif(d.name, ''), (select coalesce(a.name, a.domain) from account a where a.id = d.account_id)) from deal d where d.id = subject_id) end`;

export const listings = {
  ...salesListings,
  versions: versionListing,
  events: {
    about: 'Facts that arrived, newest first.',
    select: `select id, received_at, at, kind, name, source, verdict, notes, person_id, account_id, deal_id,
      (select coalesce(p.email, p.user_id) from person p where p.id = event.person_id) as who,
      (select coalesce(a.name, a.domain) from account a where a.id = event.account_id) as account from event where true`,
    order: byId,
    filters: {
      name: { sql: 'name = ?', about: 'Canonical event name' },
      verdict: { sql: 'verdict = ?', about: 'used, unplanned, blocked, discarded or no_effect' },
      source: { sql: 'source = ?', about: 'Source, as segment:website' },
      person: {
        sql: 'subject_id in (select id from person where id = ? or merged_into = ?)',
        about: 'Id of a person, with those merged into it',
        type: 'bigint',
      },
      account: { sql: 'account_id = ?', about: 'Id of an account', type: 'bigint' },
      since: { sql: 'received_at >= ?::timestamptz', about: 'Received since, as 2026-03-02T09:00:00Z', type: 'time' },
    },
    columns: {
      id: 'id',
      received_at: 'time',
      at: 'time',
      kind: 'string',
      name: 'string',
      source: 'string',
      verdict: 'string',
      notes: 'object',
      person_id: 'id',
      account_id: 'id',
      deal_id: 'id',
      who: 'string',
      account: 'string',
    },
  },
  people: {
    about: 'People, newest first; those merged into another are not listed.',
    select: `select id, user_id, email, name, time_zone, account_id,
      (select coalesce(a.name, a.domain) from account a where a.id = person.account_id) as account, traits, first_seen_at, last_seen_at
      from person where merged_into is null`,
    order: byId,
    filters: {
      email: {
        sql: `id in (select person_id from person_key where kind = 'email' and value = lower(?))`,
        about: 'Any address the person ever had',
      },
      find: {
        sql: `(id in (select person_id from person_key where value ^@ lower(?)) or position(lower(?) in lower(name)) > 0)`,
        about: 'The beginning of an address or of an id, or part of a name',
      },
      user_id: { sql: `id in (select person_id from person_key where kind = 'user_id' and value = ?)`, about: 'User id' },
      account: { sql: 'account_id = ?', about: 'Id of an account', type: 'bigint' },
    },
    columns: {
      id: 'id',
      user_id: 'string',
      email: 'string',
      name: 'string',
      time_zone: 'string',
      account_id: 'id',
      account: 'string',
      traits: 'object',
      first_seen_at: 'time',
      last_seen_at: 'time',
    },
  },
  accounts: {
    about: 'Accounts, newest first; those merged into another are not listed.',
    select: `select id, name, domain, owner, tier, people, contact_id, traits, first_seen_at, last_seen_at from account where merged_into is null`,
    order: byId,
    filters: {
      domain: { sql: `id in (select account_id from account_key where kind = 'domain' and value = lower(?))`, about: 'Registrable domain' },
      find: {
        sql: `(id in (select account_id from account_key where value ^@ lower(?)) or position(lower(?) in lower(name)) > 0)`,
        about: 'The beginning of a domain or of an id, or part of a name',
      },
      tier: { sql: 'tier = ?', about: 'Value tier' },
      owner: { sql: 'owner = ?', about: 'Key of a rep' },
    },
    columns: {
      id: 'id',
      name: 'string',
      domain: 'string',
      owner: 'string',
      tier: 'string',
      people: 'integer',
      contact_id: 'id',
      traits: 'object',
      first_seen_at: 'time',
      last_seen_at: 'time',
    },
  },
  deals: {
    about: 'Deals, newest first.',
    // A deal that nobody has named is called like its account, whatever that is called by now.
    select: `select id, pipeline, account_id, contact_id,
      coalesce(nullif(name, ''), (select coalesce(a.name, a.domain) from account a where a.id = account_id), 'Deal ' || id) as name,
      stage, ${money}, owner, fields, created_at, in_stage_since, last_fact_at, closed_at, billed, drift,
      ${holds} as holds, version
      from deal where true`,
    order: byId,
    filters: {
      pipeline: { sql: 'pipeline = ?', about: 'Name of a pipeline' },
      stage: { sql: 'stage = ?', about: 'Stage' },
      owner: { sql: 'owner = ?', about: 'Key of a rep' },
      account: { sql: 'account_id = ?', about: 'Id of an account', type: 'bigint' },
      drift: { sql: `(drift <> '[]') = (? = 'true')`, about: 'true: billing says another amount; false: it does not' },
    },
    columns: {
      id: 'id',
      pipeline: 'string',
      account_id: 'id',
      contact_id: 'id',
      name: 'string',
      stage: 'string',
      amount: 'money',
      owner: 'string',
      fields: 'object',
      created_at: 'time',
      in_stage_since: 'time',
      last_fact_at: 'time',
      closed_at: 'time',
      billed: 'array',
      drift: 'array',
      holds: 'object',
      version: 'integer',
    },
  },
  runs: {
    about: 'Runs of workflows, newest first.',
    select: `select id, workflow, version_id, subject_kind, subject_id, ${subjectName} as subject, person_id, account_id, deal_id, key, state, step, due_at, listens, steps_taken,
      trigger, started_at, ended_at, end_reason,
      case when ended_at is null then (select p.since from workflow_pause p where p.workflow = run.workflow) end as paused_since from run where true`,
    order: byId,
    filters: {
      workflow: { sql: 'workflow = ?', about: 'Name of a workflow' },
      state: { sql: 'state = ?', about: 'ready, sleeping, listening, done, stopped or failed' },
      person: { sql: 'person_id = ?', about: 'Id of a person', type: 'bigint' },
      account: { sql: 'account_id = ?', about: 'Id of an account', type: 'bigint' },
      deal: { sql: 'deal_id = ?', about: 'Id of a deal', type: 'bigint' },
    },
    columns: {
      id: 'id',
      workflow: 'string',
      version_id: 'id',
      subject_kind: 'string',
      subject_id: 'id',
      subject: 'string',
      person_id: 'id',
      account_id: 'id',
      deal_id: 'id',
      key: 'string',
      state: 'string',
      step: 'string',
      due_at: 'time',
      listens: 'array',
      steps_taken: 'integer',
      trigger: 'object',
      started_at: 'time',
      ended_at: 'time',
      end_reason: 'string',
      paused_since: 'time',
    },
  },
  deliveries: {
    about: 'Acts towards the outside, newest first.',
    select: `select id, key, action, recipient, state, due_at, attempts, answer, error, workflow, run_id, person_id, account_id, deal_id, created_at, ended_at
      from delivery where true`,
    order: byId,
    filters: {
      state: { sql: 'state = ?', about: 'waiting, sending, done, failed, unknown or canceled' },
      action: { sql: 'action = ?', about: 'As email.send' },
      run: { sql: 'run_id = ?', about: 'Id of a run', type: 'bigint' },
      person: { sql: 'person_id = ?', about: 'Id of a person', type: 'bigint' },
      recipient: { sql: 'recipient = lower(?)', about: 'Address, or a channel' },
    },
    columns: {
      id: 'id',
      key: 'string',
      action: 'string',
      recipient: 'string',
      state: 'string',
      due_at: 'time',
      attempts: 'integer',
      answer: 'object',
      error: 'string',
      workflow: 'string',
      run_id: 'id',
      person_id: 'id',
      account_id: 'id',
      deal_id: 'id',
      created_at: 'time',
      ended_at: 'time',
    },
  },
  tasks: taskListing,
  unmatched: unmatchedListing,
  breakers: breakerListing,
  mailbox: {
    about: 'Mail of the local mailbox (when no SMTP server is configured), newest first.',
    select: `select id, key, at, sender, recipient, template, subject, html, text, headers from mailbox where true`,
    order: byId,
    filters: { recipient: { sql: 'recipient = lower(?)', about: 'Address' }, template: { sql: 'template = ?', about: 'Name of an email' } },
    columns: {
      id: 'id',
      key: 'string',
      at: 'time',
      sender: 'string',
      recipient: 'string',
      template: 'string',
      subject: 'string',
      html: 'string',
      text: 'string',
      headers: 'object',
    },
  },
  rejections: {
    about: 'What was refused at the door, counted by minute; no content is kept.',
    select: `select source, reason, minute, count, last_at from rejection where true`,
    order: [
      { column: 'minute', as: 'minute', type: 'timestamptz' },
      { column: 'source', as: 'source', type: 'text' },
      { column: 'reason', as: 'reason', type: 'text' },
    ],
    filters: { source: { sql: 'source = ?', about: 'Source' } },
    columns: { source: 'string', reason: 'string', minute: 'time', count: 'integer', last_at: 'time' },
  },
  'dead-letters': {
    about: 'Events set aside because they failed alone, newest first.',
    select: `select id, source, received_at, error, failed_at from dead_letter where true`,
    order: byId,
    filters: { source: { sql: 'source = ?', about: 'Source' } },
    columns: { id: 'id', source: 'string', received_at: 'time', error: 'string', failed_at: 'time' },
  },
  clashes: {
    about: 'Two user ids or two groups that a fact says are one; never merged by itself.',
    select: `select id, kind, at, event_id, first_id, second_id, keys, state from clash where true`,
    order: byId,
    filters: { state: { sql: 'state = ?', about: 'open, closed or merged' } },
    columns: { id: 'id', kind: 'string', at: 'time', event_id: 'id', first_id: 'id', second_id: 'id', keys: 'object', state: 'string' },
  },
  audit: {
    about: 'Every change of a deal, an owner, a score, a stage or a setting: from, to and why, newest first.',
    select: `select id, subject_kind, subject_id, field, from_value, to_value, at, because from audit where true`,
    order: byId,
    filters: {
      subject: { sql: 'subject_id = ?', about: 'Id of a person, account, deal or setting; ask for its kind too', type: 'bigint' },
      kind: { sql: 'subject_kind = ?', about: 'person, account, deal or setting' },
      field: { sql: 'field = ?', about: 'As stage, owner or amount' },
    },
    columns: {
      id: 'id',
      subject_kind: 'string',
      subject_id: 'id',
      field: 'string',
      from_value: 'object',
      to_value: 'object',
      at: 'time',
      because: 'object',
    },
  },
} as const satisfies Record<string, Listing>;

export type ListingName = keyof typeof listings;
