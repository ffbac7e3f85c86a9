// A rep's edit of a deal as it is asked for, checked against the pipeline and the team: either an edit, or every problem with its fix.

import { Temporal } from 'temporal-polyfill';
import type { Pipeline } from '#libs/language/pipeline.js';
import { suggest } from '#libs/language/suggest.js';
import type { Team } from '#libs/language/team.js';
import type { Value } from '#libs/language/value.js';
import { setOwn } from '#libs/traits/own-property.js';

export interface DealEdit {
  readonly stage?: string;
  /** `amount`, `owner`, `name`, `closed_at`, and the company's own fields. */
  readonly set: Readonly<Record<string, Value>>;
}

export interface EditProblem {
  /** As it is written: `stage`, `fields.lost_reason`. */
  readonly field: string;
  readonly message: string;
  readonly fix: string;
}

export type ReadEdit = { readonly edit: DealEdit } | { readonly problems: readonly EditProblem[] };

const known = ['stage', 'amount', 'owner', 'name', 'closed_at', 'fields'] as const;
const longestText = 2000;
const mostFields = 50;

/** @param body whatever came; keys that are not about the deal have been taken out */
export function readEdit(body: unknown, pipeline: Pipeline, team: Team): ReadEdit {
  if (!isMap(body)) return { problems: [{ field: '', message: 'the body is no JSON object', fix: 'as in {"stage": "trial"}' }] };
  const problems: EditProblem[] = [];
  const set: Record<string, Value> = {};
  const bad = (field: string, message: string, fix: string): undefined => void problems.push({ field, message, fix });
  for (const key of Object.keys(body))
    if (!(known as readonly string[]).includes(key)) {
      const meant = suggest(key, known);
      bad(
        key.slice(0, 80),
        'a deal has no such field',
        meant === undefined ? `a field of your own stands under "fields"; known: ${known.join(', ')}` : `did you mean "${meant}"?`,
      );
    }
  const stage = 'stage' in body ? readStage(body['stage'], pipeline, bad) : undefined;
  if ('amount' in body) put(set, 'amount', readAmount(body['amount'], bad));
  if ('owner' in body) put(set, 'owner', readOwner(body['owner'], team, bad));
  if ('name' in body) put(set, 'name', readName(body['name'], bad));
  if ('closed_at' in body) put(set, 'closed_at', readTime(body['closed_at'], bad));
  if ('fields' in body) readFields(body['fields'], set, bad);
  if (problems.length === 0 && stage === undefined && Object.keys(set).length === 0)
    bad('', 'nothing is to be changed', `name one of ${known.join(', ')}`);
  return problems.length > 0 ? { problems } : { edit: { set, ...(stage === undefined ? {} : { stage }) } };
}

type Bad = (field: string, message: string, fix: string) => undefined;

function readStage(value: unknown, { name, stages }: Pipeline, bad: Bad): string | undefined {
  const names = stages.map((stage) => stage.name);
  if (typeof value === 'string' && names.includes(value)) return value;
  const meant = typeof value === 'string' ? suggest(value, names) : undefined;
  return bad(
    'stage',
    `the pipeline "${name}" has no such stage`,
    meant === undefined ? `one of ${names.join(', ')}` : `did you mean "${meant}"?`,
  );
}

function readAmount(value: unknown, bad: Bad): Value | undefined {
  if (value === null) return null;
  const fix = 'minor units and an ISO code, as {"amount": 500000, "currency": "usd"}; null for none';
  if (!isMap(value)) return bad('amount', 'an amount is minor units with their currency', fix);
  const { amount, currency } = value;
  if (!Number.isSafeInteger(amount) || (amount as number) < 0)
    return bad('amount.amount', 'an amount is a whole number of minor units, not below zero', fix);
  if (typeof currency !== 'string' || !Intl.supportedValuesOf('currency').includes(currency.toUpperCase()))
    return bad('amount.currency', 'this is no currency', 'three letters of ISO 4217, as usd or jpy');
  return { amount: amount as number, currency: currency.toLowerCase() };
}

function readOwner(value: unknown, { reps }: Team, bad: Bad): Value | undefined {
  if (value === null) return null;
  const active = [...reps.values()].filter((rep) => rep.active).map(({ key }) => key);
  if (typeof value === 'string' && active.includes(value)) return value;
  const meant = typeof value === 'string' ? suggest(value, active) : undefined;
  const isGone = typeof value === 'string' && reps.has(value);
  return bad(
    'owner',
    isGone ? 'this rep is not active' : 'the team has no such rep',
    meant === undefined || isGone ? `one of ${active.slice(0, 30).join(', ')}; null for nobody` : `did you mean "${meant}"?`,
  );
}

function readName(value: unknown, bad: Bad): Value | undefined {
  if (isText(value) && value.trim() !== '' && value.length <= 200) return value.trim();
  return bad('name', 'a name is a text of at most 200 characters', 'as in {"name": "Acme, 40 seats"}');
}

function readTime(value: unknown, bad: Bad): Value | undefined {
  if (value === null) return null;
  try {
    const at = typeof value === 'string' ? Temporal.Instant.from(value).epochMilliseconds : Number.NaN;
    if (at > -62_000_000_000_000 && at < 253_402_300_800_000) return at;
  } catch {
    // falls through to the one message
  }
  return bad('closed_at', 'this is no time', 'date, time and zone, as 2026-03-02T09:00:00Z; null for none');
}

function readFields(value: unknown, set: Record<string, Value>, bad: Bad): void {
  if (!isMap(value)) return bad('fields', 'the fields are no JSON object', 'as in {"fields": {"lost_reason": "price"}}');
  const names = Object.keys(value);
  if (names.length > mostFields) return bad('fields', `these are more than ${mostFields} fields`, 'send them in several edits');
  for (const name of names) {
    const field = `fields.${name.slice(0, 80)}`;
    const held = value[name];
    if (!/^[A-Za-z_]\w{0,79}$/.test(name) || builtin.includes(name))
      bad(field, 'this cannot be a field of your own', 'letters, digits and "_"; what every deal has stands beside "fields"');
    else if (
      held === null ||
      typeof held === 'boolean' ||
      (typeof held === 'number' && Number.isFinite(held)) ||
      (isText(held) && held.length <= longestText)
    )
      setOwn(set, name, held as Value);
    else bad(field, 'a value is a text, a number, true, false or null', `a text has at most ${longestText} characters and no NUL`);
  }
}

const builtin = [
  'id',
  'pipeline',
  'stage',
  'amount',
  'owner',
  'name',
  'contact',
  'created_at',
  'in_stage_since',
  'last_fact_at',
  'closed_at',
  'billed',
  'drift',
];

function put(set: Record<string, Value>, field: string, value: Value | undefined): void {
  if (value !== undefined) set[field] = value;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && !value.includes('\u0000') && value.isWellFormed();
}

function isMap(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
