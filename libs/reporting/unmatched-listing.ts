// The list of facts that no deal matches, as `listing.ts` describes lists.

export const unmatchedListing = {
  about: 'Facts that could move a deal and match none; each is tried again when a deal appears that it could be about. Newest first.',
  select: `select id, pipeline, subject_id, at, because #>> '{event,name}' as name, because #>> '{event,source}' as source, because #>> '{event,id}' as event_id,
      coalesce((select coalesce(a.name, a.domain) from account a where a.id = subject_id),
        (select coalesce(p.email, p.user_id) from person p where p.id = subject_id)) as who
    from pending_fact where true`,
  order: [
    { column: 'id', as: 'id', type: 'bigint' },
    { column: 'pipeline', as: 'pipeline', type: 'text' },
  ],
  filters: { pipeline: { sql: 'pipeline = ?', about: 'Name of a pipeline' } },
  columns: { id: 'id', pipeline: 'string', subject_id: 'id', at: 'time', name: 'string', source: 'string', event_id: 'id', who: 'string' },
} as const;
