// A few days as small bars, with their sum in words for who does not see them.

interface Day {
  readonly day: string;
  readonly count: number;
}

const height = 22;
const step = 5;

/** @param zone in which a day is a day */
export function Sparks({
  days,
  length,
  now,
  zone,
  label,
}: {
  readonly days: readonly Day[];
  readonly length: number;
  readonly now: number;
  readonly zone: string;
  readonly label: string;
}) {
  const byDay = new Map(days.map(({ day, count }) => [day, count]));
  const inZone = new Intl.DateTimeFormat('sv-SE', { timeZone: zone });
  const most = Math.max(1, ...days.map(({ count }) => count));
  const sum = days.reduce((total, { count }) => total + count, 0);
  return (
    <svg width={length * step} height={height + 1} className="mr-sparks" role="img" aria-label={`${label}: ${sum} in ${length} days`}>
      <line x1="0" x2={length * step} y1={height + 0.5} y2={height + 0.5} className="mr-axis" />
      {Array.from({ length }, (_, at) => {
        const day = inZone.format(now - (length - 1 - at) * 86_400_000);
        const count = byDay.get(day) ?? 0;
        const tall = count === 0 ? 0 : Math.max(2, (count / most) * height);
        return (
          <rect key={day} x={at * step} width={step - 1.5} y={height - tall} height={tall}>
            <title>{`${day}: ${count.toLocaleString()}`}</title>
          </rect>
        );
      })}
    </svg>
  );
}
