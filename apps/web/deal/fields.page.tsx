// What is known of a deal, each with who or what said so and until when a rep's word holds.

import { Badge } from '@mantine/core';
import { Moment } from '../parts/moment.page.js';
import { sayTime } from '../words.js';
import type { Question } from './why-list.page.js';

export function Fields({
  rows,
  questions,
  holds,
  now,
  nameOf,
}: {
  readonly rows: readonly { readonly name: string; readonly label: string; readonly value: string }[];
  readonly questions: readonly Question[];
  /** Field → epoch ms. */
  readonly holds: ReadonlyMap<string, number>;
  readonly now: number;
  /** A rep's name, by the key. */
  readonly nameOf: (rep: string) => string;
}) {
  return (
    <dl className="mr-fields">
      {rows.map(({ name, label, value }) => {
        const said = questions.findLast(({ field }) => field === name);
        return (
          <div key={name}>
            <dt>{label}</dt>
            <dd>
              <div className="mr-words mr-number">{value}</div>
              <div className="mr-quiet mr-said">
                {said === undefined ? (
                  'Nobody has said it yet'
                ) : (
                  <>
                    {said.because.event?.name ?? (said.because.by === 'rep' ? nameOf(said.because.name) : said.because.name)},{' '}
                    <Moment at={said.at} now={now} />
                  </>
                )}
                {(holds.get(name) ?? 0) > now && (
                  <Badge ml={6} size="xs" variant="default">
                    holds until {sayTime(holds.get(name)!)}
                  </Badge>
                )}
              </div>
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
