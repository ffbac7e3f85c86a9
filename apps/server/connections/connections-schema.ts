// OpenAPI schemas of connections; the page's types are made from them.

const text = { type: 'string' } as const;
const maybeText = { type: ['string', 'null'] } as const;
const maybeTime = { type: ['string', 'null'], format: 'date-time' } as const;
const count = { type: 'integer' } as const;
const truth = { type: 'boolean' } as const;
const list = (items: object) => ({ type: 'array', items });
const object = (properties: Readonly<Record<string, object>>, isNullable = false) => ({
  type: isNullable ? ['object', 'null'] : 'object',
  required: Object.keys(properties),
  properties,
});

export const connectionsSchema = object({
  looked: { ...count, description: 'Counts are of so many of the newest facts and deliveries' },
  data: list(
    object({
      name: text,
      title: text,
      about: text,
      is_configured: truth,
      needs: { ...list(text), description: 'Names of variables' },
      missing: { ...list(text), description: 'Those of them that are not set' },
      file: maybeText,
      line: { type: ['integer', 'null'] },
      actions: list(text),
      instead: { ...maybeText, description: 'What to do where there is no test' },
      can_test: truth,
      in: object(
        {
          verified: { ...count, description: 'Of the newest facts' },
          last_at: maybeTime,
          rejected: { ...count, description: 'Within a day' },
          rejected_at: maybeTime,
          rejected_because: maybeText,
        },
        true,
      ),
      out: list(
        object({
          action: text,
          done: count,
          failed: count,
          waiting: count,
          unknown: count,
          last_at: maybeTime,
          error: maybeText,
          error_at: maybeTime,
          breaker: object({ since: maybeTime, open_until: maybeTime, error: text }, true),
        }),
      ),
    }),
  ),
});

export const testSchema = { type: 'object', required: ['ok', 'says'], properties: { ok: truth, says: text, fix: text } };
