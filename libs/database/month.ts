// Calendar months in UTC, as partitions are cut.

import { Temporal } from 'temporal-polyfill';

export interface Month {
  /** `2026_11`, the end of a partition's name. */
  readonly name: string;
  /** First instant of it and of the next one, as Postgres reads them. */
  readonly from: string;
  readonly to: string;
}

/** The month of that moment and the following ones. */
export function monthsFrom(now: number, count: number): Month[] {
  const first = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO('UTC').toPlainDate().with({ day: 1 });
  return Array.from({ length: count }, (_, index) => {
    const from = first.add({ months: index });
    return {
      name: from.toString().slice(0, 7).replace('-', '_'),
      from: `${from.toString()} 00:00:00+00`,
      to: `${from.add({ months: 1 }).toString()} 00:00:00+00`,
    };
  });
}
