// OpenAPI schemas of workflows; the pages' types are made from them.

const text = { type: 'string' } as const;
const maybeText = { type: ['string', 'null'] } as const;
const time = { type: 'string', format: 'date-time' } as const;
const integer = { type: 'integer' } as const;
const list = (items: object) => ({ type: 'array', items });
const object = (properties: Record<string, object>) => ({ type: 'object', required: Object.keys(properties), properties });

const counts = {
  enrolled: integer,
  active: integer,
  done: integer,
  stopped: integer,
  failed: integer,
  goal: { ...integer, description: 'Runs whose goal was met' },
  holdout: { ...integer, description: 'Runs that an experiment held out' },
};

const paused = {
  anyOf: [object({ since: time, by: text, reason: text }), { type: 'null' }],
  description: 'null: it runs',
};

export const pausedSchema = object({ name: text, paused }) as Record<string, unknown>;

export const workflowsSchema = object({
  now: { ...integer, description: 'The server’s clock (epoch ms)' },
  time_zone: { ...text, description: 'In which a day of `begun` is a day' },
  data: list(
    object({
      name: text,
      about: maybeText,
      of: { type: ['string', 'null'] },
      file: { ...maybeText, description: 'null: it is not in the workspace any more' },
      has_goal: { type: 'boolean' },
      paused,
      ...counts,
      begun: list(object({ day: text, count: integer })),
    }),
  ),
}) as Record<string, unknown>;

export const workflowSchema = object({
  now: integer,
  name: text,
  about: maybeText,
  of: maybeText,
  file: maybeText,
  paused,
  problem: { ...maybeText, description: 'Why this version has no picture' },
  version: text,
  current: { ...maybeText, description: 'The version a new run begins with; null: the workspace has it no more' },
  versions: list(
    object({
      id: text,
      hash: text,
      created_at: time,
      workspace_version_id: text,
      applied_by: text,
      git_commit: maybeText,
      runs: integer,
      active: integer,
    }),
  ),
  when: { ...list(text), description: 'What starts it, as it is written' },
  start: maybeText,
  steps: list(
    object({
      id: text,
      kind: text,
      label: { ...text, description: 'As it stands in the file' },
      line: integer,
      ports: list(object({ port: text, to: maybeText, passed: { ...integer, description: 'Runs that left through it' } })),
      entered: integer,
      waiting: integer,
      stopped: integer,
      failed: integer,
      ended: { ...integer, description: 'Runs that ended there on purpose' },
    }),
  ),
  source: { ...text, description: 'The file, as this version has it' },
}) as Record<string, unknown>;
