// OpenAPI schema of the list of emails; the page's types are made from it.

const text = { type: 'string' } as const;
const integer = { type: 'integer' } as const;
const list = (items: object) => ({ type: 'array', items });
const object = (properties: Record<string, object>) => ({ type: 'object', required: Object.keys(properties), properties });

export const emailsSchema = object({
  data: list(
    object({
      name: text,
      kind: { type: 'string', enum: ['marketing', 'transactional'] },
      file: text,
      subject: { ...text, description: 'Filled with the sample' },
      text: { ...text, description: 'The text part, filled with the sample' },
      problem: { type: ['string', 'null'], description: 'Why it cannot be filled' },
      missing: { ...list(text), description: 'What a template says and the sample lacks' },
      sent: { ...integer, description: 'Deliveries that were done' },
      waiting: integer,
      failed: integer,
    }),
  ),
}) as Record<string, unknown>;

const maybe = { type: ['string', 'null'] } as const;

export const letterSchema = {
  type: 'object',
  required: ['template', 'to', 'subject', 'text', 'problem'],
  properties: {
    template: { type: 'string' },
    to: { type: 'string' },
    subject: maybe,
    text: maybe,
    problem: { ...maybe, description: 'Why it cannot be filled' },
  },
} as unknown as Record<string, unknown>;
