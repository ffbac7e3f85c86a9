// What views know of the workspace that was applied last: its zone, its stages, its reps.

import type { ReportingView } from './view.js';

const told = 'select told from workspace_version where told is not null order by id desc limit 1';

export const workspaceViews: readonly ReportingView[] = [
  {
    name: 'workspace_v1',
    about: 'The workspace, in one row: in which zone days and months are cut, and the currency of amounts that name none.',
    columns: { time_zone: 'IANA name, as America/New_York', currency: 'ISO 4217, lower case; null before the first workspace is applied' },
    sql: `select coalesce((${told}) ->> 'time_zone', 'UTC') as time_zone, (${told}) ->> 'currency' as currency`,
  },
  {
    name: 'stages_v1',
    about: 'The stages of every pipeline, in the order in which the file has them.',
    columns: {
      pipeline: 'Name of the pipeline',
      stage: 'Name of the stage',
      rank: 'Place in the pipeline; a higher one is further',
      closes: 'won or lost: a deal there is closed; null: it is open',
      likely: 'Of the deals there, how many are won in the end (0 to 1), as the file says; null: it does not say',
    },
    sql: `select s.pipeline, s.stage, s.rank, s.closes, s.likely from (${told}) w,
  jsonb_to_recordset(w.told -> 'stages') as s (pipeline text, stage text, rank integer, closes text, likely double precision)`,
  },
  {
    name: 'reps_v1',
    about: 'The reps of the team.',
    columns: {
      rep: 'Key of the rep, as owners of deals and accounts have it',
      name: 'Name of the rep',
      team: 'The first of the rep’s teams',
      active: 'false: gets no leads',
    },
    sql: `select r.rep, r.name, r.team, r.active from (${told}) w,
  jsonb_to_recordset(w.told -> 'reps') as r (rep text, name text, team text, active boolean)`,
  },
];
