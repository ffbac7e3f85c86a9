// Leads with the time that is left to answer them, by the server's clock; who was answered or lost stands below.

import { Badge, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { paths } from '../api-types.js';
import { Moment } from '../parts/moment.page.js';
import { Nothing } from '../parts/nothing.page.js';
import { Panel } from '../parts/panel.page.js';
import { About } from './about.page.js';
import { Considered } from './considered.page.js';

type Lead = paths['/api/my-day']['get']['leads'][number];

/** @param now the server's clock when it was read. @param readAt this machine's then */
export function Leads({ leads, now, readAt }: { readonly leads: readonly Lead[]; readonly now: number; readonly readAt: number }) {
  const [clock, setClock] = useState(now);
  useEffect(() => {
    const tick = () => setClock(now + (Date.now() - readAt));
    tick();
    const ticks = setInterval(tick, 1000);
    return () => clearInterval(ticks);
  }, [now, readAt]);
  const waiting = leads.filter(({ outcome, answered_at: at }) => outcome === null && at === null).length;
  return (
    <Panel
      title={waiting === 0 ? 'New leads' : `New leads: ${waiting} to answer`}
      about="A mail of yours, a call, a booking or a task that is done is an answer"
    >
      {leads.length === 0 ? (
        <Nothing title="No lead in seven days">Who is routed to you, with a time to answer within, appears here.</Nothing>
      ) : (
        <ul className="mr-lines">
          {leads.map((lead) => (
            <li key={lead.id}>
              <div className="mr-what">
                <Text size="sm">
                  <b>{lead.person ?? lead.account ?? 'Somebody'}</b>
                  {lead.fact === null ? '' : `: ${lead.fact}`}, <Moment at={lead.assigned_at} now={clock} />
                </Text>
                <About of={lead} />
                <Considered why={lead.why} />
              </div>
              <div className="mr-end">
                <TimeLeft lead={lead} clock={clock} />
              </div>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function TimeLeft({ lead, clock }: { readonly lead: Lead; readonly clock: number }) {
  const { outcome, deadline, answered_at: answeredAt, answered_by: by } = lead;
  if (answeredAt !== null)
    return (
      <Text size="sm" className="mr-quiet" component="div">
        answered{by === null ? '' : ` by ${by}`}, <Moment at={answeredAt} now={clock} />
      </Text>
    );
  const left = Date.parse(deadline) - clock;
  if (outcome !== null || left <= 0)
    return (
      <Badge variant="light" color="red" className="mr-badge" data-colour="red">
        {outcome === null || outcome === 'late' ? 'too late' : outcome.replaceAll('_', ' ')}
      </Badge>
    );
  return (
    <Text size="lg" fw={700} className="mr-number mr-left" data-urgent={left < 5 * 60_000} role="timer" aria-label="Time left to answer">
      {sayLeft(left)}
    </Text>
  );
}

/** `4:05`, `1:04:05`, `3 d 4 h`. */
function sayLeft(left: number): string {
  const seconds = Math.floor(left / 1000);
  const [days, hours, minutes] = [Math.floor(seconds / 86_400), Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60];
  if (days > 0) return `${days} d ${hours} h`;
  const two = (part: number) => String(part).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
