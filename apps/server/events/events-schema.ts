// OpenAPI schemas of an event's story and of the door's counts; the pages' types are made from them.

const text = { type: 'string' } as const;
const maybeText = { type: ['string', 'null'] } as const;
const time = { type: 'string', format: 'date-time' } as const;
const list = (items: object) => ({ type: 'array', items });
const object = (properties: Record<string, object>) => ({ type: 'object', required: Object.keys(properties), properties });
const anything = {};

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
