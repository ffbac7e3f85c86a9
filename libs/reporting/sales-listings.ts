// Lists about who sells: the ledger of turns, and moves of deals that wait for a rep's word.

const byId = [{ column: 'id', as: 'id', type: 'bigint' }] as const;

export const salesListings = {
  proposals: {
    about: 'Moves of deals that were not made because a rep’s own edit holds, newest first.',
    select: `select id, deal_id, from_stage, to_stage, at, reason, because, state, decided_at, decided_by from proposal where true`,
    order: byId,
    filters: {
      state: { sql: 'state = ?', about: 'open, accepted, dismissed, or withdrawn (the facts have turned out otherwise)' },
      deal: { sql: 'deal_id = ?', about: 'Id of a deal', type: 'bigint' },
    },
    columns: {
      id: 'id',
      deal_id: 'id',
      from_stage: 'string',
      to_stage: 'string',
      at: 'time',
      reason: 'string',
      because: 'object',
      state: 'string',
      decided_at: 'time',
      decided_by: 'string',
    },
  },
  turns: {
    about: 'The ledger of turns: every credit and debit of a rep, for which lead and why, newest first. Why me, why not me.',
    select: `select id, pool, rep, at, credit, account_id, deal_id, person_id, because from turn where true`,
    order: byId,
    filters: {
      pool: { sql: 'pool = ?', about: 'ROUTING:TEAM, as inbound:enterprise' },
      rep: { sql: 'rep = ?', about: 'Key of a rep' },
      account: { sql: 'account_id = ?', about: 'Id of an account', type: 'bigint' },
      deal: { sql: 'deal_id = ?', about: 'Id of a deal', type: 'bigint' },
    },
    columns: {
      id: 'id',
      pool: 'string',
      rep: 'string',
      at: 'time',
      credit: 'integer',
      account_id: 'id',
      deal_id: 'id',
      person_id: 'id',
      because: 'object',
    },
  },
  answers: {
    about: 'Leads that were to be answered within a time: by whom, until when, and what came of it, newest first.',
    select: `select id, routing, rep, account_id, deal_id, person_id, assigned_at, deadline, answered_at, answered_by, outcome, tried, because
      from awaited_answer where true`,
    order: byId,
    filters: {
      rep: { sql: 'rep = ?', about: 'Key of a rep' },
      routing: { sql: 'routing = ?', about: 'Name of a routing' },
      outcome: { sql: 'outcome = ?', about: 'answered, late, reminded, reassigned, fallback or handed_on' },
      account: { sql: 'account_id = ?', about: 'Id of an account', type: 'bigint' },
    },
    columns: {
      id: 'id',
      routing: 'string',
      rep: 'string',
      account_id: 'id',
      deal_id: 'id',
      person_id: 'id',
      assigned_at: 'time',
      deadline: 'time',
      answered_at: 'time',
      answered_by: 'string',
      outcome: 'string',
      tried: 'array',
      because: 'object',
    },
  },
} as const;
