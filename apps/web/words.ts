// Amounts, times and names as a person reads them, in the viewer's language and zone.

export interface Money {
  readonly amount: number;
  readonly currency: string;
}

/** Making a format takes longer than using it a hundred times, and thousands of amounts and times are shown. */
function kept<Of, Format>(make: (of: Of) => Format): (of: Of) => Format {
  const made = new Map<Of, Format>();
  return (of) => made.get(of) ?? made.set(of, make(of)).get(of)!;
}

const exact = kept((currency: string) => new Intl.NumberFormat(undefined, { style: 'currency', currency }));
const whole = kept((currency: string) => new Intl.NumberFormat(undefined, { style: 'currency', currency, maximumFractionDigits: 0 }));
const time = kept((of: 'long' | 'short') => new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: of }));
const dayAndMonth = kept((month: 'short') => new Intl.DateTimeFormat(undefined, { day: 'numeric', month }));

/** How many minor units a unit has: 100 cents, 1 yen. */
export function unitsOf(currency: string): number {
  return 10 ** (exact(currency.toUpperCase()).resolvedOptions().maximumFractionDigits ?? 2);
}

/** Minor units become units by the currency's own digits; whole amounts show no cents. */
export function sayMoney({ amount, currency }: Money): string {
  const units = amount / unitsOf(currency);
  return (Number.isInteger(units) ? whole : exact)(currency.toUpperCase()).format(units);
}

/** One sum a currency: two are never added. */
export function saySum(amounts: readonly (Money | null)[]): string {
  const sums = new Map<string, number>();
  for (const money of amounts) if (money !== null) sums.set(money.currency, (sums.get(money.currency) ?? 0) + money.amount);
  return [...sums].map(([currency, amount]) => sayMoney({ amount, currency })).join(' + ');
}

const units = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
] as const;

/** How long it lasts: `3 d`, `5 h`, `1 min` at the least. */
export function sayAge(from: number, now: number): string {
  const apart = Math.max(60_000, now - from);
  const [unit, size] = units.find(([, length]) => apart >= length)!;
  return `${Math.floor(apart / size)} ${unit}`;
}

/** When it was: `3 d ago`, `just now`. */
export function sayAgo(from: number, now: number): string {
  return now - from < 60_000 ? 'just now' : `${sayAge(from, now)} ago`;
}

export function sayInstant(at: number): string {
  return time('long').format(at);
}

export function sayTime(at: number): string {
  return time('short').format(at);
}

/** `25 Nov` */
export function sayDay(at: number): string {
  return dayAndMonth('short').format(at);
}

/** `demo_scheduled` → `Demo scheduled`. */
export function sayName(name: string): string {
  const words = name.replaceAll(/[_-]+/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A value of a field: money, text, number, nothing. */
export function sayValue(value: unknown): string {
  if (value === null || value === undefined || value === '') return '–';
  if (isMoney(value)) return sayMoney(value);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** A value of a field that means more than it says: a stage's name, an instant, a rep's key. */
export function sayFieldValue(field: string, value: unknown, nameOf: (rep: string) => string = (rep) => rep): string {
  if (field.endsWith('_at') && typeof value === 'number') return sayTime(value);
  if (typeof value !== 'string') return sayValue(value);
  return field === 'stage' || field === 'tier' ? sayName(value) : field === 'owner' ? nameOf(value) : sayValue(value);
}

/** @param change JSON before and after, as `"new" → "won"`; a text may hold an arrow itself */
export function sayChange(change: string, field = ''): string {
  for (let at = change.indexOf(' → '); at >= 0; at = change.indexOf(' → ', at + 1)) {
    try {
      const [from, to]: unknown[] = [JSON.parse(change.slice(0, at)), JSON.parse(change.slice(at + 3))];
      return `${sayFieldValue(field, from)} → ${sayFieldValue(field, to)}`;
    } catch {
      // The arrow stands inside a text.
    }
  }
  return change;
}

export function isMoney(value: unknown): value is Money {
  return typeof value === 'object' && value !== null && 'amount' in value && 'currency' in value && typeof value.amount === 'number';
}
