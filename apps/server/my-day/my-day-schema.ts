// OpenAPI schema of a rep's day; the page's types are made from it.

const text = { type: 'string' } as const;
const maybeText = { type: ['string', 'null'] } as const;
const time = { type: 'string', format: 'date-time' } as const;
const maybeTime = { type: ['string', 'null'], format: 'date-time' } as const;
const integer = { type: 'integer' } as const;
const maybeNumber = { type: ['number', 'null'] } as const;
const list = (items: object) => ({ type: 'array', items });
const object = (properties: Record<string, object>, isNullable = false) => ({
  type: isNullable ? ['object', 'null'] : 'object',
  required: Object.keys(properties),
  properties,
});
const about = { account_id: maybeText, account: maybeText, person_id: maybeText, person: maybeText };
const why = object(
  {
    reason: { ...text, description: 'turn, keeps_owner, known_account, fallback, named or nobody' },
    considered: list({
      type: 'object',
      required: ['rep'],
      properties: { rep: text, level: { type: 'number' }, load: { type: 'number' }, skipped: text },
    }),
  },
  true,
);

export const myDaySchema = object({
  now: { ...integer, description: 'The server’s clock (epoch ms)' },
  rep: object(
    {
      key: text,
      name: text,
      team: text,
      active: { type: 'boolean' },
      open_deals: integer,
      capacity: maybeNumber,
      weight: { type: 'number' },
      hours: object(
        {
          from: { ...integer, description: 'Minutes since midnight' },
          to: integer,
          days: list({ ...integer, description: '1 is Monday' }),
          zone: text,
        },
        true,
      ),
      away: list(object({ from: { ...integer, description: 'Epoch ms' }, to: integer })),
      file: text,
      line: integer,
    },
    true,
  ),
  leads: list(
    object({
      id: text,
      routing: text,
      ...about,
      deal_id: maybeText,
      assigned_at: time,
      deadline: time,
      answered_at: maybeTime,
      answered_by: maybeText,
      outcome: maybeText,
      fact: maybeText,
      why,
    }),
  ),
  tasks: list(
    object({ id: text, title: text, note: maybeText, due_at: maybeTime, created_at: time, workflow: text, ...about, deal_id: maybeText }),
  ),
  meetings: list(object({ id: text, name: maybeText, start_at: integer, end_at: maybeNumber, join_url: maybeText, ...about })),
  slipped: list(
    object({
      id: text,
      name: text,
      stage: text,
      amount: object({ amount: integer, currency: text }, true),
      why: { type: 'string', enum: ['went back', 'went quiet'] },
      from: maybeText,
      since: { ...integer, description: 'Epoch ms' },
    }),
  ),
  quiet_days: { ...integer, description: 'Days without a fact after which a deal counts as quiet' },
  turns: list(
    object({ id: text, pool: text, at: time, credit: integer, ...about, deal_id: maybeText, fact: maybeText, by: maybeText, why }),
  ),
}) as Record<string, unknown>;
