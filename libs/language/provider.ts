// Who enriches an account or a person: a declared address that answers with JSON, and which planned traits that fills.

import type { Expression } from './expression.js';
import type { Place } from './place.js';
import type { PropertyPlan } from './tracking-plan.js';

export interface Provider {
  readonly name: string;
  readonly of: 'account' | 'person';
  /** Texts as they are, and values that are put in encoded; the host is always a text. */
  readonly url: readonly (string | Expression)[];
  /** With `${env.NAME}` still in it: filled in when it is asked. */
  readonly headers: ReadonlyMap<string, string>;
  readonly map: readonly { readonly trait: PropertyPlan; readonly value: Expression }[];
  readonly place: Place;
}

/** `Bearer ${env.KEY}` → `Bearer abc`; undefined when a variable is not set. */
export function fillVariables(text: string, variable: (name: string) => string | undefined): string | undefined {
  let isComplete = true;
  const filled = text.replaceAll(/\$\{\s*env\.([A-Za-z_][A-Za-z0-9_]{0,99})\s*\}/g, (_, name: string) => {
    const value = variable(name);
    isComplete &&= value !== undefined;
    return value ?? '';
  });
  return isComplete ? filled : undefined;
}

/** Names of the variables in a text. */
export function variablesIn(text: string): readonly string[] {
  return [...text.matchAll(/\$\{\s*env\.([A-Za-z_][A-Za-z0-9_]{0,99})\s*\}/g)].map((found) => found[1]!);
}
