// Two that are one: which of them stays is chosen, what would go where is shown, and that it cannot be undone is said before.

import { Alert, Button, Group, Loader, Modal, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue, useDisclosure } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { get, post } from '../api.client.js';
import { useMe } from '../frame/use-session.js';
import { DataTable } from '../parts/data-table.page.js';
import { Refused } from '../parts/refused.page.js';
import { sayName } from '../words.js';
import { accountName } from './accounts.page.js';
import { personName } from './people.page.js';
import { sayTrait } from './trait-words.js';

type Kind = 'person' | 'account';

/** Null, and nothing to press, for who may not merge. @param other absent: it is looked for */
export function Merge({
  kind,
  id,
  other,
  label = 'Merge …',
}: {
  readonly kind: Kind;
  readonly id: string;
  readonly other?: string;
  readonly label?: string;
}) {
  const me = useMe();
  const [isOpen, dialog] = useDisclosure(false);
  if (me.data?.role !== 'ops' && me.data?.role !== 'admin') return null;
  return (
    <>
      <Button size={other === undefined ? 'xs' : 'compact-sm'} variant="default" onClick={dialog.open}>
        {label}
      </Button>
      <Modal
        opened={isOpen}
        onClose={dialog.close}
        size="lg"
        title={kind === 'person' ? 'Two people are one' : 'Two accounts are one'}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <Dialog kind={kind} id={id} given={other} onDone={dialog.close} />
      </Modal>
    </>
  );
}

function Dialog({
  kind,
  id,
  given,
  onDone,
}: {
  readonly kind: Kind;
  readonly id: string;
  readonly given: string | undefined;
  readonly onDone: () => void;
}) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [other, setOther] = useState(given ?? null);
  const [stays, setStays] = useState(id);
  const [reason, setReason] = useState('');
  const goes = stays === id ? other : id;
  const names = useQuery({ queryKey: ['names', kind, id, other], queryFn: () => namesOf(kind, [id, other!]), enabled: other !== null });
  const preview = useQuery({
    queryKey: ['merge', kind, stays, goes],
    queryFn: () => get('/api/merges/preview', { kind, stays, goes: goes! }),
    enabled: other !== null,
    gcTime: 0,
  });
  const merge = useMutation({
    mutationFn: () => post('/api/merges', { kind, stays, goes, reason }),
    onSuccess: async (done) => {
      await queries.invalidateQueries();
      onDone();
      if (given === undefined) await navigate({ to: kind === 'person' ? '/people/$id' : '/accounts/$id', params: { id: done.stays } });
    },
  });
  if (other === null) return <Find kind={kind} id={id} onFound={setOther} />;
  const send = (event: FormEvent) => {
    event.preventDefault();
    merge.mutate();
  };
  const [first, second] = names.data ?? [id, other];
  return (
    <form onSubmit={send}>
      <Stack>
        <Radio.Group
          label="Which one stays?"
          description="Its address of this page stays; the other one leads to it."
          value={stays}
          onChange={setStays}
        >
          <Stack gap={6} mt={6}>
            <Radio value={id} label={first} />
            <Radio value={other} label={second} />
          </Stack>
        </Radio.Group>
        {preview.isPending && <Loader size="sm" role="status" aria-label="Loading" />}
        <Refused error={preview.error} />
        {preview.data !== undefined && <Told preview={preview.data} />}
        <Alert color="orange" variant="light" title="It cannot be undone">
          From then on the two are one for every fact, workflow and report. Whose fact was whose is not kept apart.
        </Alert>
        <Refused error={merge.error} />
        <TextInput
          label="Reason"
          description="It stands in the audit."
          required
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            Leave them two
          </Button>
          <Button type="submit" color="red" loading={merge.isPending} disabled={reason.trim() === '' || preview.data === undefined}>
            Make them one
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

type Preview = Awaited<ReturnType<typeof get<'/api/merges/preview'>>>;

function Told({ preview: { values, deals, runs, keys } }: { readonly preview: Preview }) {
  const moved = deals.filter((deal) => deal.is_moved);
  const stopped = runs.filter(({ becomes }) => becomes === 'stops');
  const lines = [
    keys.length > 0 && `Known as, too: ${keys.map(({ kind, value }) => `${sayName(kind)} ${value}`).join(', ')}`,
    moved.length > 0 && `${moved.length} ${moved.length === 1 ? 'deal comes' : 'deals come'} along`,
    ...deals.filter(({ from, to }) => from !== to).map(({ id, from, to }) => `Deal ${id} goes from ${sayName(from)} to ${sayName(to)}`),
    runs.length > stopped.length && `${runs.length - stopped.length} runs under way go on with the one that stays`,
    ...stopped.map(({ workflow }) => `A run of ${workflow} stops: both are in it, and the older goes on`),
  ].filter((line) => line !== false);
  return (
    <Stack gap="xs">
      {lines.length > 0 && (
        <ul className="mr-plain">
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      {values.length > 0 && (
        <DataTable
          label="What will be known"
          rows={values}
          idOf={({ name }) => name}
          columns={[
            { name: 'What', show: ({ name }) => sayName(name) },
            { name: 'Stays', isWide: true, show: (row) => <span className="mr-value">{sayTrait(row.stays)}</span> },
            { name: 'Goes', isWide: true, show: (row) => <span className="mr-value">{sayTrait(row.goes)}</span> },
            { name: 'Will be', show: (row) => <span className="mr-value">{sayTrait(row.will)}</span> },
          ]}
        />
      )}
    </Stack>
  );
}

function Find({ kind, id, onFound }: { readonly kind: Kind; readonly id: string; readonly onFound: (other: string) => void }) {
  const [text, setText] = useState('');
  const [wanted] = useDebouncedValue(text.trim(), 250);
  const found = useQuery({
    queryKey: ['search', wanted],
    queryFn: () => get('/api/search', { find: wanted }),
    enabled: wanted.length >= 2,
  });
  const others = (found.data?.data ?? []).filter((one) => one.kind === kind && one.id !== id);
  return (
    <Stack>
      <TextInput
        label={kind === 'person' ? 'Who is the same person?' : 'Which is the same company?'}
        placeholder="A name, an address or a domain"
        data-autofocus
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Refused error={found.error} />
      {found.isSuccess && others.length === 0 && (
        <Text size="sm" className="mr-quiet">
          Nobody is called like that.
        </Text>
      )}
      <Stack gap={4}>
        {others.map((one) => (
          <Button key={one.id} variant="default" justify="flex-start" onClick={() => onFound(one.id)}>
            {one.title}
            {one.note === null ? '' : ` · ${one.note}`}
          </Button>
        ))}
      </Stack>
    </Stack>
  );
}

const namesOf = (kind: Kind, ids: readonly string[]) =>
  Promise.all(
    ids.map(async (id) =>
      kind === 'person'
        ? `${personName(await get('/api/people/{id}', {}, { id }))} (person ${id})`
        : `${accountName(await get('/api/accounts/{id}', {}, { id }))} (account ${id})`,
    ),
  );
