// Working hours in words: Mon Tue 09:00–17:00 (Europe/Berlin).

export interface Hours {
  /** Minutes since midnight. */
  readonly from: number;
  readonly to: number;
  /** 1 is Monday. */
  readonly days: readonly number[];
  readonly zone: string;
}

const monday = Date.UTC(2026, 0, 5);
const dayOf = new Intl.DateTimeFormat(undefined, { weekday: 'short', timeZone: 'UTC' });
const sayDay = (day: number) => dayOf.format(monday + (day - 1) * 86_400_000);
const sayMinute = (minute: number) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

export function sayHours(hours: Hours | null): string {
  if (hours === null) return 'always';
  const { from, to, days, zone } = hours;
  return `${days.map(sayDay).join(' ')} ${sayMinute(from)}–${sayMinute(to)} (${zone})`;
}
