// OpenAPI schema of an answer of `why`.

const id = { type: 'string', pattern: '^\\d+$', description: 'A 64-bit id as text' };
const value = { description: 'Any JSON value; times are epoch milliseconds, money is minor units with a currency' };
const time = { type: 'integer', description: 'Epoch milliseconds' };
const traces = {
  type: 'array',
  description: 'Conditions with the values they saw',
  items: {
    type: 'object',
    properties: {
      source: { type: 'string' },
      result: { enum: [true, false, 'unknown'] },
      place: { type: 'object' },
      parts: { type: 'array', items: { type: 'object' } },
    },
  },
};

const because = {
  type: 'object',
  required: ['by', 'name'],
  properties: {
    by: { type: 'string', enum: ['rule', 'workflow', 'rep', 'api', 'system'] },
    name: { type: 'string' },
    event: {
      type: 'object',
      required: ['id', 'name', 'at', 'source'],
      properties: { id, name: { type: 'string' }, at: time, source: { type: 'string' } },
    },
    rule: {
      type: 'object',
      required: ['place', 'version'],
      properties: {
        place: { type: 'object', properties: { file: { type: 'string' }, line: { type: 'integer' }, column: { type: 'integer' } } },
        version: { type: 'string' },
      },
    },
    run: { type: 'object', properties: { id, step: { type: 'string' }, workflow: { type: 'string' } } },
    traces,
    details: { type: 'object', description: 'Points of a score, reps considered, what could not be set' },
  },
};

export const whySchema = {
  type: 'object',
  required: ['subject', 'questions', 'lines'],
  properties: {
    subject: {
      type: 'object',
      required: ['kind', 'id', 'title'],
      properties: { kind: { type: 'string', enum: ['person', 'account', 'deal', 'delivery'] }, id, title: { type: 'string' } },
    },
    questions: {
      type: 'array',
      description: 'Changes in the order in which they took effect, the latest 500',
      items: {
        type: 'object',
        required: ['subject', 'field', 'from', 'to', 'at', 'because', 'arrivedAt', 'run'],
        properties: {
          subject: { type: 'object', properties: { kind: { type: 'string' }, id } },
          field: { type: 'string', description: 'As stage, owner, amount, score.fit' },
          from: value,
          to: value,
          at: time,
          because,
          arrivedAt: { type: ['integer', 'null'], description: 'When the fact came, if over a minute after it happened' },
          run: {
            type: ['object', 'null'],
            description: 'The run that did it, with its decisions up to this one',
            properties: {
              id,
              workflow: { type: 'string' },
              version: { type: 'string' },
              way: {
                type: 'array',
                items: {
                  type: 'object',
                  properties: {
                    step: { type: 'string' },
                    kind: { type: 'string' },
                    at: time,
                    went: { type: 'string' },
                    note: { type: ['string', 'null'] },
                    traces,
                  },
                },
              },
            },
          },
        },
      },
    },
    lines: {
      type: 'array',
      items: { type: 'string' },
      description: 'The same for a terminal, the newest first, changes of one cause together; times are UTC',
    },
  },
};
