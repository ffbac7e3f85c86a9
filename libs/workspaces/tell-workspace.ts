// What the reporting views know of a workspace: no file is read by SQL.

import type { Workspace } from '#libs/language/workspace.js';

export function tellWorkspace({ timeZone, currency, pipelines, team, reports }: Workspace) {
  return {
    time_zone: timeZone,
    currency,
    stages: [...pipelines.values()].flatMap(({ name: pipeline, stages }) =>
      stages.map(({ name: stage, rank, closes = null, likely = null }) => ({ pipeline, stage, rank, closes, likely })),
    ),
    reps: [...team.reps.values()].map(({ key: rep, name, team: first, active }) => ({ rep, name, team: first, active })),
    goals: [...reports.values()].flatMap(({ goals }) =>
      goals.map(({ per, amount, currency: of, pipeline = null, team: by = null, from = null }) => ({
        per,
        amount,
        currency: of,
        pipeline,
        team: by,
        from,
      })),
    ),
  };
}
