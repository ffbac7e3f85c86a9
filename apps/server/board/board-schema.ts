// OpenAPI schemas of the board and of the workspace; the pages' types are made from them.

const text = { type: 'string' } as const;
const maybeText = { type: ['string', 'null'] } as const;
const time = { type: 'string', format: 'date-time' } as const;
const maybeTime = { type: ['string', 'null'], format: 'date-time' } as const;
const id = { type: 'string', pattern: '^\\d+$' } as const;
const integer = { type: 'integer' } as const;
const truth = { type: 'boolean' } as const;
const list = (items: object) => ({ type: 'array', items });
const object = (properties: Record<string, object>, isNullable = false) => ({
  type: isNullable ? ['object', 'null'] : 'object',
  required: Object.keys(properties),
  properties,
});

const card = object({
  id,
  name: text,
  account: maybeText,
  domain: maybeText,
  tier: maybeText,
  account_id: { type: ['string', 'null'] },
  stage: text,
  owner: maybeText,
  created_at: time,
  in_stage_since: time,
  closed_at: maybeTime,
  source: { ...maybeText, description: 'Where the fact came from that opened it' },
  version: integer,
  amount: object({ amount: integer, currency: text }, true),
  has_drift: truth,
  held_until: { type: ['number', 'null'], description: 'Until when a rep’s own move wins (epoch ms)' },
  moved: object({ at: time, by: text, name: text, event: maybeText }, true),
  task: object({ title: text, due_at: maybeTime }, true),
  proposal: object({ id, stage: text, reason: text }, true),
});

export const boardSchema = object({ now: { ...integer, description: 'The server’s clock (epoch ms)' }, data: list(card) }) as Record<
  string,
  unknown
>;

export const workspaceSchema = object({
  version: text,
  name: text,
  sees: {
    type: 'string',
    enum: ['everything', 'team', 'own'],
    description: 'What you are shown: everything, or what your team or you own, and what nobody owns',
  },
  currency: text,
  pipelines: list(
    object({
      name: text,
      rep_edits_hold: { ...integer, description: 'Milliseconds' },
      stages: list(
        object({
          name: text,
          closes: { type: ['string', 'null'], enum: ['won', 'lost', null] },
          moved_by: list(text),
          likely: { type: ['number', 'null'] },
        }),
      ),
    }),
  ),
  reps: list(object({ key: text, name: text, team: maybeText, active: truth })),
}) as Record<string, unknown>;
