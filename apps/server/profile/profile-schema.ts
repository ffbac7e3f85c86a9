// OpenAPI schemas of a profile and of a timeline; the pages' types are made from them.

import { dealTimelineKinds, timelineKinds } from '#libs/reporting/timeline-kinds.js';

const text = { type: 'string' } as const;
const maybeText = { type: ['string', 'null'] } as const;
const time = { type: 'string', format: 'date-time' } as const;
const maybeId = { type: ['string', 'null'] } as const;
const integer = { type: 'integer' } as const;
const anything = {};
const list = (items: object) => ({ type: 'array', items });
const object = (properties: Record<string, object>) => ({ type: 'object', required: Object.keys(properties), properties });

export const profileSchema = object({
  now: { ...integer, description: 'The server’s clock (epoch ms)' },
  id: text,
  time_zone: { ...text, description: 'In which a day of `activity` is a day' },
  traits: list(
    object({
      name: text,
      value: anything,
      from: { type: 'string', enum: ['said', 'computed', 'score', 'unplanned'] },
      how: { ...text, description: 'Who said it, or how it is computed' },
      said_at: { type: ['number', 'null'], description: 'Epoch ms' },
      file: maybeText,
      line: { type: ['integer', 'null'] },
    }),
  ),
  scores: list(
    object({
      name: text,
      value: { type: ['number', 'null'], description: 'null: held, because something it requires is not known' },
      at: { ...time, description: 'Since when it is that' },
      missing: list(text),
      lines: list(object({ points: { type: 'number' }, because: text, line: integer, saw: { type: 'object' } })),
      file: maybeText,
    }),
  ),
  activity: list(object({ day: text, count: integer })),
}) as Record<string, unknown>;

const timelineOf = (kinds: readonly string[]) =>
  object({
    data: list(
      object({
        kind: { type: 'string', enum: [...kinds] },
        id: text,
        at: time,
        title: text,
        note: maybeText,
        state: maybeText,
        person_id: maybeId,
        deal_id: maybeId,
        run_id: maybeId,
      }),
    ),
    next: maybeText,
  }) as Record<string, unknown>;

export const timelineSchema = timelineOf(timelineKinds);
export const dealTimelineSchema = timelineOf(dealTimelineKinds);
