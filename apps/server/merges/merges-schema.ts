// OpenAPI schemas of a merge by hand; the pages' types are made from them.

const id = { type: 'string', pattern: '^\\d{1,18}$' } as const;
const text = { type: 'string' } as const;
const anything = {};
const list = (items: object) => ({ type: 'array', items });
const object = (properties: Record<string, object>) => ({ type: 'object', required: Object.keys(properties), properties });

export const mergePreviewSchema = object({
  stays: { ...id, description: 'The one whose id stays' },
  goes: { ...id, description: 'The one that goes up in it; its id keeps answering' },
  values: { ...list(object({ name: text, stays: anything, goes: anything, will: anything })), description: 'Where the two differ' },
  deals: list(
    object({ id, pipeline: text, from: text, to: text, is_moved: { type: 'boolean', description: 'It was of the one that goes' } }),
  ),
  runs: {
    ...list(object({ id, workflow: text, becomes: { type: 'string', enum: ['moves', 'stops'] } })),
    description: 'Of two in one workflow the older goes on',
  },
  keys: { ...list(object({ kind: text, value: text })), description: 'Of the one that goes: they will mean the one that stays' },
}) as Record<string, unknown>;

export const mergedSchema = object({ stays: id, goes: id, clashes: { ...list(id), description: 'Decided by it' } }) as Record<
  string,
  unknown
>;

export const mergeBody = {
  type: 'object',
  required: ['kind', 'stays', 'goes', 'reason'],
  additionalProperties: false,
  properties: {
    kind: { type: 'string', enum: ['person', 'account'] },
    stays: id,
    goes: id,
    reason: { type: 'string', minLength: 1, maxLength: 500, description: 'It stands in the audit' },
  },
};
