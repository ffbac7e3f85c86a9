// One event: as it was sent and as it was understood, side by side; what it caused; and the same as a test to copy.

import { Code, SimpleGrid, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { paths } from '../api-types.js';
import { get } from '../api.client.js';
import { lost } from '../frame/lost.js';
import { Failed } from '../frame/states.page.js';
import { Copy } from '../parts/copy.page.js';
import { Heading } from '../parts/heading.page.js';
import { LinkTo } from '../parts/link-to.page.js';
import { Moment } from '../parts/moment.page.js';
import { Nothing } from '../parts/nothing.page.js';
import { Panel } from '../parts/panel.page.js';
import { DecideBlocked } from '../inbox/decide-blocked.page.js';
import { StateBadge } from '../parts/state-badge.page.js';
import { sayFieldValue, sayName } from '../words.js';

type Story = paths['/api/events/{id}/story']['get'];

export function EventPage() {
  const { id } = useParams({ from: '/frame/events/$id' });
  const event = useQuery({ queryKey: ['event', id], queryFn: () => get('/api/events/{id}', {}, { id }) });
  const story = useQuery({ queryKey: ['event', id, 'story'], queryFn: () => get('/api/events/{id}/story', {}, { id }) });
  const failed = lost(event, story);
  if (failed !== null) return <Failed error={failed} again={() => void Promise.all([event.refetch(), story.refetch()])} />;
  if (event.data === undefined || story.data === undefined) return <Skeleton h={480} role="status" aria-label="Loading" />;
  const { name, source, verdict, at, received_at: received, person_id: person, account_id: account, deal_id: deal } = event.data;
  const { body, body_base64: bytes } = event.data as { body?: string; body_base64?: string };
  const notes = Array.isArray(event.data.notes) ? (event.data.notes as string[]) : [];
  const { understood, problem } = story.data;
  const fact = understood[0];
  return (
    <Stack maw={1180} mx="auto" gap="md">
      <Heading
        title={name ?? 'Event'}
        back={
          <Link to="/events" search={{}}>
            ← Live events
          </Link>
        }
        about={
          <>
            <StateBadge state={verdict} /> from {source}, happened <Moment at={at} />, received <Moment at={received} />
          </>
        }
      >
        {story.data.as_test !== null && <Copy text={story.data.as_test} label="Copy as test" size="xs" />}
      </Heading>
      {notes.length > 0 && (
        <Panel title="Notes">
          <ul className="mr-plain">
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </Panel>
      )}
      {verdict === 'blocked' && (
        <Panel
          title="It was blocked, and takes no effect"
          about={
            story.data.against.length === 0
              ? 'The tracking plan of today would let it through'
              : `The tracking plan of today blocks it, too: ${story.data.against.join('; ')}`
          }
        >
          <DecideBlocked ids={[id]} isAgainst={story.data.against.length > 0} />
        </Panel>
      )}
      {story.data.decisions.length > 0 && (
        <Panel title="Decided by people">
          <ul className="mr-plain">
            {story.data.decisions.map((one) => (
              <li key={one.at}>
                <b>{one.to}</b> by {one.by}, <Moment at={one.at} />
                {one.reason !== null && <span className="mr-quiet">: {one.reason}</span>}
              </li>
            ))}
          </ul>
        </Panel>
      )}
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md" className="mr-top">
        <Panel title="As it was sent">
          <Code block className="mr-code" tabIndex={0} role="group" aria-label="As it was sent">
            {body === undefined ? `${bytes ?? ''}\n(base64: it is no text)` : pretty(body)}
          </Code>
        </Panel>
        <Panel title="As it was understood" about={problem ?? undefined}>
          {fact === undefined ? (
            <Nothing title="Nothing is understood of it" />
          ) : (
            <Code block className="mr-code" tabIndex={0} role="group" aria-label="As it was understood">
              {understood.map((one) => pretty(JSON.stringify(withoutEmpty(one)))).join('\n\n')}
            </Code>
          )}
        </Panel>
      </SimpleGrid>
      <Panel title="What it caused">
        <Caused story={story.data} about={{ person: person ?? null, account: account ?? null, deal: deal ?? null }} />
      </Panel>
    </Stack>
  );
}

function Caused({
  story,
  about,
}: {
  readonly story: Story;
  readonly about: { readonly person: string | null; readonly account: string | null; readonly deal: string | null };
}) {
  const { changes, runs, deals, waits } = story;
  const isNothing = changes.length + runs.length + deals.length + waits.length === 0;
  return (
    <Stack gap="xs">
      <Text size="sm" className="mr-dots" component="div">
        {about.person !== null && (
          <span>
            <LinkTo to="person" id={about.person}>
              Its person
            </LinkTo>
          </span>
        )}
        {about.account !== null && (
          <span>
            <LinkTo to="account" id={about.account}>
              Its account
            </LinkTo>
          </span>
        )}
        {about.deal !== null && (
          <span>
            <LinkTo to="deal" id={about.deal}>
              Its deal
            </LinkTo>
          </span>
        )}
      </Text>
      {isNothing && <Nothing title="It changed nothing that is told of">Traits that no score reads change without a line here.</Nothing>}
      <ul className="mr-plain">
        {changes.map((change) => (
          <li key={change.id}>
            <LinkTo to={kindOf(change.subject_kind)} id={change.subject_id}>
              {change.subject_kind}
            </LinkTo>{' '}
            <b>{sayName(change.field.replace(/^(score|traits)\./, ''))}</b> {sayFieldValue(change.field, change.from_value)} →{' '}
            {sayFieldValue(change.field, change.to_value)}
            {change.by !== null && <span className="mr-quiet"> by {change.by}</span>}
          </li>
        ))}
        {runs.map((run) => (
          <li key={run.id}>
            {run.has_begun ? 'began' : 'woke'}{' '}
            <LinkTo to="run" id={run.id}>
              a run of {run.workflow}
            </LinkTo>{' '}
            <StateBadge state={run.state} />
          </li>
        ))}
        {deals.map((deal) => (
          <li key={deal.deal_id}>
            is a fact of the deal{' '}
            <LinkTo to="deal" id={deal.deal_id}>
              {deal.name === '' ? deal.deal_id : deal.name}
            </LinkTo>
            , which is in {sayName(deal.stage)}
          </li>
        ))}
        {waits.map((wait) => (
          <li key={wait.pipeline}>waits for a deal in {wait.pipeline}</li>
        ))}
      </ul>
    </Stack>
  );
}

const kindOf = (kind: string) => (kind === 'person' || kind === 'account' ? kind : 'deal');

const withoutEmpty = (fact: object) =>
  Object.fromEntries(
    Object.entries(fact)
      .filter(([, value]) => typeof value !== 'object' || value === null || Object.keys(value as object).length > 0)
      .map(([name, value]) => (name === 'at' && typeof value === 'number' ? [name, new Date(value).toISOString()] : [name, value])),
  );

/** Numbers beyond 2^53 would be others after reading: such a text is left as it is. */
function pretty(text: string): string {
  if (/\d{16}/.test(text)) return text;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
