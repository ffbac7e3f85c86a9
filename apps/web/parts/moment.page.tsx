// A time as a person reads it; the exact instant in the viewer's zone is a hover, or a focus, away. The tip is made when it is asked for:
// lists have hundreds of times.

import { Tooltip } from '@mantine/core';
import { useRef, useState } from 'react';
import { sayAge, sayAgo, sayInstant, sayTime } from '../words.js';

export function Moment({
  at,
  now,
  children,
}: {
  readonly at: string | number | null | undefined;
  /** With it: how long ago, or in how long. */
  readonly now?: number;
  /** Says it in other words: an age, a day. */
  readonly children?: string;
}) {
  const target = useRef<HTMLTimeElement>(null);
  const [isTold, tell] = useState(false);
  if (at === null || at === undefined) return <>–</>;
  const instant = typeof at === 'number' ? at : Date.parse(at);
  return (
    <>
      <time
        ref={target}
        tabIndex={0}
        dateTime={new Date(instant).toISOString()}
        className="mr-number mr-moment"
        onMouseEnter={() => tell(true)}
        onMouseLeave={() => tell(false)}
        onFocus={() => tell(true)}
        onBlur={() => tell(false)}
        onKeyDown={({ key }) => key === 'Escape' && tell(false)}
      >
        {children ?? (now === undefined ? sayTime(instant) : sayApart(instant, now))}
      </time>
      {isTold && <Tooltip target={target} label={sayInstant(instant)} opened />}
    </>
  );
}

function sayApart(instant: number, now: number): string {
  return instant > now ? `in ${sayAge(now, instant)}` : sayAgo(instant, now);
}
