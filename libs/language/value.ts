// What a property, a trait or an expression can hold. Times are epoch milliseconds and durations are milliseconds;
// the type checker keeps them apart, so that no class stands between a row and a comparison.

export type Value = null | boolean | number | string | readonly Value[] | { readonly [name: string]: Value };

/** Minor units of one currency (ISO 4217, lower case), as Stripe writes it: {amount: 5000000, currency: 'usd'}. */
export interface Money {
  readonly amount: number;
  readonly currency: string;
}

export type Truth = true | false | 'unknown';

/** What the checker knows of a value. `any` is a planned-but-untyped or unplanned property: every comparison is decided at run time. */
export type Type =
  | 'string'
  | 'integer'
  | 'number'
  | 'boolean'
  | 'timestamp'
  | 'duration'
  | 'money'
  | 'any'
  | { readonly list: Type }
  | { readonly fields: Readonly<Record<string, Type>> };
