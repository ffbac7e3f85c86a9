// The body of a plan or an apply, checked: each mistake names the field.

import { z } from 'zod';
import { BadQuery } from '#libs/reporting/page-query.js';

const files = z
  .array(z.strictObject({ path: z.string().min(1).max(300), text: z.string() }))
  .min(1, 'has no file')
  .max(20_000, 'has more than 20,000 files')
  .refine((list) => new Set(list.map(({ path }) => path)).size === list.length, 'has a path twice')
  .refine((list) => list.every(({ path }) => isInside(path)), 'has a path that leads out of the folder');

const enrol_existing = z.boolean({ error: 'is true or false' }).optional();
const planBody = z.strictObject({ files, enrol_existing });
const applyBody = z.strictObject({
  files,
  enrol_existing,
  plan: z.string().regex(/^[0-9a-f]{64}$/, 'is the hash of a plan: 64 hex digits'),
  git_commit: z
    .string()
    .regex(/^[0-9a-f]{7,64}$/, 'is a commit: 7 to 64 hex digits')
    .optional(),
});

export type PlanBody = z.infer<typeof planBody>;
export type ApplyBody = z.infer<typeof applyBody>;

/** @throws BadQuery */
export function readPlanBody(body: unknown): PlanBody {
  return read(planBody, body);
}

/** @throws BadQuery */
export function readApplyBody(body: unknown): ApplyBody {
  return read(applyBody, body);
}

function read<Body>(schema: z.ZodType<Body>, body: unknown): Body {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  throw new BadQuery(result.error.issues.map(({ path, message }) => `"${path.join('.') || 'the body'}" ${message}`).join('; '));
}

function isInside(path: string): boolean {
  return !path.startsWith('/') && !path.includes('\\') && !path.split('/').some((part) => part === '..' || part === '');
}
