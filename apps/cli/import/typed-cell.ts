// A cell of a spreadsheet is a text; what it means is what the tracking plan says of its column.

import { readTime } from '#libs/connectors/read-time.js';
import { writeTime } from '#libs/connectors/write-time.js';
import type { Type } from '#libs/language/value.js';

export class BadCell extends Error {
  constructor(
    readonly field: string,
    why: string,
  ) {
    super(why);
  }
}

const truths: Readonly<Record<string, boolean>> = { true: true, yes: true, '1': true, false: false, no: false, '0': false };

/** @param type undefined: not planned; it stays a text. @throws BadCell */
export function typedCell(field: string, text: string, type: Type | undefined): unknown {
  switch (type) {
    case 'integer':
    case 'number': {
      const number = Number(text.trim());
      if (text.trim() === '' || !Number.isFinite(number) || (type === 'integer' && !Number.isInteger(number)))
        throw new BadCell(field, `must be ${type === 'integer' ? 'a whole number' : 'a number'}`);
      return number;
    }
    case 'boolean': {
      const truth = truths[text.trim().toLowerCase()];
      if (truth === undefined) throw new BadCell(field, 'must be true or false');
      return truth;
    }
    case 'timestamp': {
      const at = readTime(/^\d{9,13}$/.test(text) ? Number(text) : text);
      if (at === undefined) throw new BadCell(field, 'must be a time like 2026-03-02T09:00:00Z');
      return writeTime(at);
    }
    case 'string':
    case undefined:
      return text;
    case 'duration':
    case 'money':
    case 'any':
    default:
      return structured(field, text, type);
  }
}

function structured(field: string, text: string, type: Type): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    if (type === 'any' || type === 'duration') return text;
    throw new BadCell(field, type === 'money' ? 'must be like {"amount": 5000, "currency": "usd"}' : 'must be JSON');
  }
}
