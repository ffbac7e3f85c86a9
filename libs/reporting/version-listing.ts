// The list of the workspace's versions, as `listing.ts` describes lists.

export const versionListing = {
  about: 'Versions of the workspace that were applied, newest first.',
  select: 'select id, hash, applied_at, applied_by, git_commit from workspace_version where true',
  order: [{ column: 'id', as: 'id', type: 'bigint' }],
  filters: {
    applied_by: { sql: 'applied_by = ?', about: '`start`, or the name of a key' },
    git_commit: { sql: 'git_commit = ?', about: 'A git commit' },
  },
  columns: { id: 'id', hash: 'string', applied_at: 'time', applied_by: 'string', git_commit: 'string' },
} as const;
