// What GET /api/setup answers, for the OpenAPI document.

const text = { type: 'string' };
const count = { type: 'number' };
const object = (properties: Readonly<Record<string, object>>) => ({ type: 'object', required: Object.keys(properties), properties });

export const setupSchema = object({
  version: { ...text, description: 'Of the server' },
  node: text,
  time: { ...text, format: 'date-time', description: 'By the clock of the machine' },
  demo_clock: { type: 'boolean', description: 'Whether the clock of this server can be advanced' },
  visitor: object({ name: text, role: text }),
  database: object({ postgres: text, bytes: count, read_only: { type: 'boolean' } }),
  workspace: { anyOf: [object({ version: text, hash: text, applied_by: text }), { type: 'null' }] },
  saved_problem: { type: ['string', 'null'], description: 'Why what was saved last is not what runs (APPLY_CONFIG=watch)' },
  facts: object({ waiting: count, set_aside: count, lag_seconds: count }),
  secrets: { type: 'object', additionalProperties: count, description: 'Source → how many live secrets it has' },
  mail: { type: 'string', enum: ['smtp', 'mailbox'] },
  slack: { type: 'boolean' },
  public_url: { type: ['string', 'null'] },
});
