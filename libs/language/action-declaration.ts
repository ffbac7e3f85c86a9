// What an act at a vendor is written with: one declaration gives the check of `with`, its documentation and what is sent.

import type { Type } from './value.js';

export interface ActionField {
  /** `properties`: a map of names, each with a value of any plain kind. */
  readonly type: Exclude<Type, object> | 'properties';
  readonly about: string;
  readonly required?: true;
}

export interface ActionDeclaration {
  /** Connector and action: `hubspot.upsert_contact`. */
  readonly name: string;
  readonly about: string;
  readonly fields: Readonly<Record<string, ActionField>>;
  /** The field that says whom or what it reaches: what lists show of it. It is required, and a text. */
  readonly recipient: string;
}
