// Members that are always there, beside what the workspace plans. What a subject's facts hold at run time must match this.

import type { ScopeName } from '../scope.js';
import type { Type } from '../value.js';

const person = {
  id: 'string',
  user_id: 'string',
  email: 'string',
  name: 'string',
  email_is_free: 'boolean',
  can_email: 'boolean',
  time_zone: 'string',
  first_seen_at: 'timestamp',
  last_seen_at: 'timestamp',
  touches: 'integer',
} satisfies Record<string, Type>;

/** A person that stands inside an account or a deal: those members, without its traits. */
const contact: Type = { fields: person };

/** `event` means the members of `event.meta`. */
export const builtinMembers: Readonly<Record<ScopeName, Readonly<Record<string, Type>>>> = {
  event: { name: 'string', at: 'timestamp', received_at: 'timestamp', source: 'string', id: 'string' },
  person,
  account: {
    id: 'string',
    name: 'string',
    domain: 'string',
    owner: 'string',
    tier: 'string',
    people: 'integer',
    contact,
    first_seen_at: 'timestamp',
    last_seen_at: 'timestamp',
  },
  deal: {
    id: 'string',
    pipeline: 'string',
    stage: 'string',
    amount: 'money',
    owner: 'string',
    contact,
    created_at: 'timestamp',
    in_stage_since: 'timestamp',
    last_fact_at: 'timestamp',
    closed_at: 'timestamp',
    billed: 'money',
    drift: 'money',
  },
  owner: { id: 'string', name: 'string', email: 'string', calendar_url: 'string', team: 'string' },
  run: { id: 'string', workflow: 'string', started_at: 'timestamp' },
  workspace: { name: 'string', currency: 'string', time_zone: 'string', public_url: 'string' },
  score: {},
  answer: {},
};
