// One deal: where it stands and since when, its fields with who or what said so, why each change was made and how it is undone,
// what billing says, its people, and everything that happened.

import { Alert, Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useMe, useWorkspace } from '../frame/use-session.js';
import { get, patch, post } from '../api.client.js';
import { useBoard } from '../board/use-board.js';
import { lost } from '../frame/lost.js';
import { Failed } from '../frame/states.page.js';
import { Heading } from '../parts/heading.page.js';
import { isSecondClick } from '../parts/is-second-click.js';
import { LinkTo } from '../parts/link-to.page.js';
import { Moment } from '../parts/moment.page.js';
import { Panel } from '../parts/panel.page.js';
import { Timeline } from '../people/timeline.page.js';
import { isMoney, sayAge, sayMoney, sayName, saySum, sayTime, sayValue } from '../words.js';
import { type DealEdit, EditDeal } from './edit-deal.page.js';
import { Fields } from './fields.page.js';
import { Notes, useNotes } from './notes.page.js';
import { PeopleOfDeal } from './people-of-deal.page.js';
import { StagePath } from './stage-path.page.js';
import { type Question, WhyList } from './why-list.page.js';

const columns = ['stage', 'amount', 'owner', 'closed_at'];

/** The value before a change, as an edit that brings it back. */
function undoing({ field, from }: Question): DealEdit {
  if (field === 'closed_at') return { closed_at: typeof from === 'number' ? new Date(from).toISOString() : from };
  return columns.includes(field) ? { [field]: from } : { fields: { [field]: from } };
}

export function DealPage() {
  const { id } = useParams({ from: '/frame/deals/$id' });
  const queries = useQueryClient();
  const [isEditing, edit] = useDisclosure(false);
  const deal = useQuery({ queryKey: ['deal', id], queryFn: () => get('/api/deals/{id}', {}, { id }) });
  const why = useQuery({ queryKey: ['why', id], queryFn: () => get('/api/why/deal/{id}', {}, { id }) });
  const notes = useNotes(id);
  const me = useMe();
  const { board, cards, pipeline } = useBoard(deal.data?.pipeline ?? undefined);
  const workspace = useWorkspace();
  const readAnew = () => {
    dispatchEvent(new CustomEvent('millrace:deals', { detail: [id] }));
    return Promise.all(
      ['deal', 'why', 'timeline'].map((name) => queries.invalidateQueries({ queryKey: name === 'timeline' ? [name] : [name, id] })),
    );
  };
  const decide = useMutation({
    mutationFn: ({ proposal, as }: { proposal: string; as: 'accept' | 'dismiss' }) =>
      post(`/api/proposals/{id}/${as}`, {}, { id: proposal }),
    onSettled: readAnew,
  });
  const save = useMutation({
    mutationFn: (change: DealEdit) => patch('/api/deals/{id}', { version: deal.data?.version, ...change }, { id }),
    onSuccess: edit.close,
    onSettled: readAnew,
  });
  const failed = lost(deal, why, workspace);
  if (failed !== null)
    return <Failed error={failed} again={() => void Promise.all([deal.refetch(), why.refetch(), workspace.refetch()])} />;
  if (
    deal.data === undefined ||
    why.data === undefined ||
    workspace.data === undefined ||
    board.isPending ||
    me.isPending ||
    notes.isPending
  )
    return <Skeleton h={480} aria-label="Loading" />;
  const card = cards.find((one) => one.id === id);
  const { stage, amount, owner, drift, billed, holds, fields } = deal.data;
  const { questions } = why.data;
  const now = board.data?.now ?? Date.now();
  const mayEdit = me.data?.role !== 'viewer';
  const nameOf = (key: unknown) => workspace.data.reps.find((rep) => rep.key === key)?.name ?? sayValue(key);
  const held = new Map(
    Object.entries((holds ?? {}) as Record<string, string | number>).map(([name, until]) => [
      name,
      typeof until === 'number' ? until : Date.parse(until),
    ]),
  );
  const own = Object.entries((fields ?? {}) as Record<string, unknown>);
  const rows = [
    { name: 'stage', label: 'Stage', value: sayName(stage ?? '') },
    { name: 'amount', label: 'Amount', value: amount == null ? '–' : sayMoney(amount) },
    { name: 'owner', label: 'Owner', value: nameOf(owner) },
    { name: 'closed_at', label: 'Closed', value: deal.data.closed_at == null ? '–' : sayTime(Date.parse(deal.data.closed_at)) },
    ...own.map(([name, value]) => ({ name, label: sayName(name), value: sayValue(value) })),
  ];
  const hold = pipeline?.rep_edits_hold ?? 0;
  const bills = (billed ?? []).filter(isMoney);
  const apart = (drift ?? []).filter(isMoney);
  return (
    <Stack maw={1180} mx="auto" gap="md">
      <Heading
        title={deal.data.name || card?.name || `Deal ${id}`}
        back={
          <Link to="/deals" search={deal.data.pipeline == null ? {} : { pipeline: deal.data.pipeline }}>
            ← Deals
          </Link>
        }
        about={
          <>
            {nameOf(owner) === '–' ? 'Nobody owns it' : nameOf(owner)}
            {card?.tier == null ? '' : ` · ${sayName(card.tier)}`} · since <Moment at={deal.data.created_at} />
            {card?.source == null ? '' : ` · from ${card.source}`}
          </>
        }
      >
        <Text size="xl" fw={650} className="mr-number">
          {amount == null ? 'No amount' : sayMoney(amount)}
        </Text>
        {mayEdit && (
          <Button size="xs" variant="default" onClick={edit.open}>
            Edit
          </Button>
        )}
      </Heading>
      {(decide.error ?? (isEditing ? null : save.error)) !== null && (
        <Alert color="red" role="alert" title="It stays as it was">
          {(decide.error ?? save.error)!.message}
        </Alert>
      )}
      {card?.proposal != null && (
        <Alert color="orange" title={`Proposed: move to ${sayName(card.proposal.stage)}`}>
          <Text size="sm">{card.proposal.reason}</Text>
          {mayEdit && (
            <Group mt="xs" gap="xs">
              <Button
                size="xs"
                loading={decide.isPending}
                onClick={(event) => !isSecondClick(event) && decide.mutate({ proposal: card.proposal!.id, as: 'accept' })}
              >
                Accept
              </Button>
              <Button
                size="xs"
                variant="default"
                disabled={decide.isPending}
                onClick={(event) => !isSecondClick(event) && decide.mutate({ proposal: card.proposal!.id, as: 'dismiss' })}
              >
                Dismiss
              </Button>
            </Group>
          )}
        </Alert>
      )}
      <StagePath stages={pipeline?.stages ?? []} stage={stage ?? ''} questions={questions} now={now} />
      <div className="mr-two">
        <Stack gap="md" miw={0}>
          <Panel title="Why is it where it is?" about="Every change, the newest first; each can be checked, and the last of a field undone">
            <WhyList
              nameOf={nameOf}
              questions={questions}
              now={now}
              onUndo={mayEdit ? (question) => save.mutate(undoing(question)) : null}
              isPending={save.isPending}
            />
          </Panel>
          <Timeline of="deals" id={id} now={now} />
        </Stack>
        <Stack gap="md" miw={0}>
          <Panel title="Fields">
            <Fields nameOf={nameOf} rows={rows} questions={questions} holds={held} now={now} />
          </Panel>
          <Notes deal={id} pages={notes} now={now} mayWrite={mayEdit} />
          <Panel title="Billing" about="First invoices and prorations, less refunds, credits and open disputes">
            <Text size="sm" className="mr-number">
              {bills.length === 0 ? 'Billing has said nothing yet.' : saySum(bills)}
            </Text>
            {apart.length > 0 && (
              <Text size="sm" className="mr-proposed mr-number">
                {apart.map((money) => `${money.amount > 0 ? '+' : ''}${sayMoney(money)}`).join(', ')} beside the deal’s own amount
              </Text>
            )}
          </Panel>
          {deal.data.account_id != null && (
            <Panel
              title="People"
              aside={
                <LinkTo to="account" id={deal.data.account_id}>
                  Account
                </LinkTo>
              }
            >
              <PeopleOfDeal account={deal.data.account_id} contact={deal.data.contact_id ?? null} />
            </Panel>
          )}
        </Stack>
      </div>
      <EditDeal
        amount={amount ?? null}
        owner={owner ?? null}
        note={String((fields as Record<string, unknown> | null)?.['note'] ?? '')}
        version={deal.data.version ?? 0}
        workspace={workspace.data}
        holdsFor={sayAge(0, hold)}
        isOpen={isEditing}
        isPending={save.isPending}
        error={save.error?.message}
        onClose={() => {
          save.reset();
          edit.close();
        }}
        onSave={save.mutate}
        onTold={save.reset}
      />
    </Stack>
  );
}
