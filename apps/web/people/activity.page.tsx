// Facts a day for ninety days, as bars; the same numbers stand in a table for who does not see them.

import { Text, VisuallyHidden } from '@mantine/core';
import type { paths } from '../api-types.js';
import { Panel } from '../parts/panel.page.js';

type Activity = paths['/api/people/{id}/profile']['get']['activity'];

const days = 90;
const height = 64;
const step = 8;

/** @param zone in which a day is a day */
export function ActivityBars({ activity, now, zone }: { readonly activity: Activity; readonly now: number; readonly zone: string }) {
  const byDay = new Map(activity.map(({ day, count }) => [day, count]));
  const inZone = new Intl.DateTimeFormat('sv-SE', { timeZone: zone });
  const all = Array.from({ length: days }, (_, at) => inZone.format(now - (days - 1 - at) * 86_400_000));
  const most = Math.max(1, ...activity.map(({ count }) => count));
  const total = activity.reduce((sum, { count }) => sum + count, 0);
  const sayDay = (day: string) => new Date(`${day}T12:00:00Z`).toLocaleDateString(undefined, { dateStyle: 'medium', timeZone: 'UTC' });
  return (
    <Panel
      title="Engagement over time"
      about={`${total.toLocaleString()} ${total === 1 ? 'fact' : 'facts'} in ${days} days on ${activity.length} of them; days in ${zone}`}
    >
      <svg viewBox={`0 0 ${days * step} ${height + 2}`} className="mr-bars" preserveAspectRatio="none" aria-hidden="true">
        <line x1="0" x2={days * step} y1={height + 1} y2={height + 1} className="mr-axis" />
        {all.map((day, at) => {
          const count = byDay.get(day) ?? 0;
          const tall = count === 0 ? 0 : Math.max(3, (count / most) * height);
          return (
            <rect key={day} x={at * step + 1} width={step - 2} y={height - tall} height={tall}>
              <title>{`${sayDay(day)}: ${count.toLocaleString()}`}</title>
            </rect>
          );
        })}
      </svg>
      <div className="mr-ends">
        <Text size="xs" className="mr-quiet">
          {sayDay(all[0]!)}
        </Text>
        <Text size="xs" className="mr-quiet">
          {sayDay(all.at(-1)!)}
        </Text>
      </div>
      <VisuallyHidden>
        <table>
          <caption>Facts a day</caption>
          <tbody>
            {activity.map(({ day, count }) => (
              <tr key={day}>
                <th scope="row">{sayDay(day)}</th>
                <td>{count}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </VisuallyHidden>
    </Panel>
  );
}
