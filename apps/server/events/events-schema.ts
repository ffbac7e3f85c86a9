// OpenAPI schemas of an event's story and of the door's counts; the pages' types are made from them.

const text = { type: 'string' } as const;
const maybeText = { type: ['string', 'null'] } as const;
const time = { type: 'string', format: 'date-time' } as const;
const list = (items: object) => ({ type: 'array', items });
const object = (properties: Record<string, object>) => ({ type: 'object', required: Object.keys(properties), properties });
const anything = {};

export const decideEventsBody = {
  type: 'object',
  required: ['ids', 'as'],
  additionalProperties: false,
  properties: {
    ids: { type: 'array', minItems: 1, maxItems: 500, items: { type: 'string', pattern: '^\\d{1,18}$' } },
    as: { type: 'string', enum: ['check', 'pass', 'discard'], description: 'check: by the plan of today; pass: whatever the plan says' },
    reason: { type: 'string', minLength: 1, maxLength: 500, description: 'Needed for pass; it stands in the audit' },
  },
};

export const decidedEventsSchema = object({
  data: list(
    object({
      id: text,
      state: { type: 'string', enum: ['waiting', 'discarded', 'still_blocked', 'not_blocked'] },
      notes: { ...list(text), description: 'What the plan of today finds, where it still blocks' },
    }),
  ),
}) as Record<string, unknown>;

export const storySchema = object({
  understood: {
    ...list(
      object({
        kind: text,
        name: text,
        at: { type: 'number', description: 'Epoch ms' },
        person: { type: 'object' },
        account: { type: 'object' },
        properties: { type: 'object' },
        person_traits: { type: 'object' },
        account_traits: { type: 'object' },
      }),
    ),
    description: 'What its source reads in the body: the facts before the tracking plan',
  },
  as_test: { ...maybeText, description: 'The beginning of a *.test.yaml; null: no test says this' },
  problem: { ...maybeText, description: 'Why nothing is understood' },
  against: { ...list(text), description: 'What the tracking plan of today would block it for' },
  decisions: {
    ...list(object({ at: time, to: text, by: text, reason: maybeText })),
    description: 'Of people, while it was blocked; newest first',
  },
  changes: list(
    object({
      id: text,
      subject_kind: text,
      subject_id: text,
      field: text,
      from_value: anything,
      to_value: anything,
      at: time,
      by: maybeText,
    }),
  ),
  runs: list(
    object({ id: text, workflow: text, state: text, has_begun: { type: 'boolean', description: 'Began with it; else it was woken' } }),
  ),
  deals: list(object({ deal_id: text, name: text, stage: text })),
  waits: list(object({ pipeline: text, at: time })),
}) as Record<string, unknown>;
