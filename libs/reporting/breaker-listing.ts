// Breakers that have tripped: whose other side is away, since when, and how much waits for it.

export const breakerListing = {
  about: 'Actions whose other side is away: since when, what it did last, how many deliveries wait.',
  select: `select action, split_part(action, '.', 1) as connection, failures, since, open_until, error,
      (select count(*)::int from (select from delivery d where d.due_at is not null and d.state = 'waiting' and d.action = breaker.action
        limit 1001) waiting) as waiting
    from breaker where true`,
  order: [{ column: 'action', as: 'action', type: 'text' }],
  filters: {},
  columns: {
    action: 'string',
    connection: 'string',
    failures: 'integer',
    since: 'time',
    open_until: 'time',
    error: 'string',
    waiting: 'integer',
  },
} as const;
