// How plans, applies and versions look, for the API document.

const text = { type: 'string' } as const;
const count = { type: 'integer' } as const;
const anyValue = {} as const;
const list = <Item extends object>(items: Item) => ({ type: 'array', items }) as const;
const object = (properties: Record<string, object>, optional: readonly string[] = []) => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
});

const files = list(object({ path: text, text }));
const hash = { type: 'string', pattern: '^[0-9a-f]{64}$' };

export const planBodySchema = object({ files, enrol_existing: { type: 'boolean' } }, ['enrol_existing']);
export const applyBodySchema = object({ files, plan: hash, git_commit: text, enrol_existing: { type: 'boolean' } }, [
  'git_commit',
  'enrol_existing',
]);
export const appliedSchema = object({
  version: text,
  isNew: { type: 'boolean' },
  runs: list(object({ workflow: text, moved: count, stayed: count })),
});
export const planSchema = object({
  hash,
  base: { type: ['string', 'null'] },
  isEmpty: { type: 'boolean' },
  changes: list(
    object(
      {
        sign: { type: 'string', enum: ['+', '~', '-'] },
        kind: text,
        name: text,
        file: text,
        from: text,
        lines: list(object({ sign: { type: 'string', enum: ['+', '-'] }, line: count, text })),
      },
      ['from'],
    ),
  ),
  runs: list(
    object({
      workflow: text,
      change: { type: 'string', enum: ['changed', 'gone', 'unchanged'] },
      on_publish: { type: 'string', enum: ['keep', 'migrate'] },
      active: count,
      moves: count,
      stays: list(object({ step: text, runs: count, why: text })),
    }),
  ),
  times: list(object({ workflow: text, every: text, nextAt: count })),
  scores: object({
    accounts: count,
    changed: list(object({ name: text, count, sample: list(object({ account: text, from: anyValue, to: anyValue })) })),
  }),
  waiting: list(object({ template: text, count, sample: list(text) })),
  enrolments: object({
    isTold: { type: 'boolean' },
    workflows: list(object({ workflow: text, of: { type: 'string', enum: ['person', 'account', 'deal'] }, count, sample: list(text) })),
    emails: list(object({ template: text, count, sample: list(text) })),
  }),
});
export const versionSchema = object({
  id: text,
  hash,
  applied_at: { type: 'string', format: 'date-time' },
  applied_by: text,
  git_commit: { type: ['string', 'null'] },
  files,
});
