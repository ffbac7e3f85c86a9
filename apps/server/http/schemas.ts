// OpenAPI schemas from the lists' columns: what the store reads and what the document says cannot differ.

import type { ColumnType, Listing } from '#libs/reporting/listing.js';

type Schema = Record<string, unknown>;

const schemas: Record<ColumnType, Schema> = {
  id: { type: ['string', 'null'], pattern: '^\\d+$', description: 'A 64-bit id as text' },
  string: { type: ['string', 'null'] },
  integer: { type: ['integer', 'null'] },
  time: { type: ['string', 'null'], format: 'date-time' },
  object: { type: ['object', 'array', 'string', 'number', 'boolean', 'null'] },
  array: { type: 'array', items: {} },
  money: {
    type: ['object', 'null'],
    description: 'Minor units of one currency',
    properties: { amount: { type: 'integer' }, currency: { type: 'string' } },
    required: ['amount', 'currency'],
  },
};

export function rowSchema(listing: Listing): Schema {
  return { type: 'object', properties: Object.fromEntries(Object.entries(listing.columns).map(([name, type]) => [name, schemas[type]])) };
}

export function pageSchema(listing: Listing): Schema {
  return {
    type: 'object',
    required: ['data', 'next'],
    properties: {
      data: { type: 'array', items: rowSchema(listing) },
      next: { type: ['string', 'null'], description: 'Hand it back as `cursor` for the next page; null at the end' },
    },
  };
}

/** RFC 9457, what every error answers with. */
export const problemSchema: Schema = {
  type: 'object',
  required: ['type', 'title', 'status'],
  properties: { type: { type: 'string' }, title: { type: 'string' }, status: { type: 'integer' }, detail: { type: 'string' } },
};
