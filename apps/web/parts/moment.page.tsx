// A time as a person reads it; the exact instant in the viewer's zone is a hover, or a focus, away.

import { Tooltip } from '@mantine/core';
import { sayAge, sayAgo, sayInstant, sayTime } from '../words.js';

export function Moment({
  at,
  now,
}: {
  readonly at: string | number | null | undefined;
  /** With it: how long ago, or in how long. */
  readonly now?: number;
}) {
  if (at === null || at === undefined) return <>–</>;
  const instant = typeof at === 'number' ? at : Date.parse(at);
  return (
    <Tooltip label={sayInstant(instant)} openDelay={300} events={{ hover: true, focus: true, touch: true }}>
      <time dateTime={new Date(instant).toISOString()} className="mr-number mr-moment">
        {now === undefined ? sayTime(instant) : sayApart(instant, now)}
      </time>
    </Tooltip>
  );
}

function sayApart(instant: number, now: number): string {
  return instant > now ? `in ${sayAge(now, instant)}` : sayAgo(instant, now);
}
