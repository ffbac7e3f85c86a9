// What of the board is shown: all of it stands in the address, and can be kept under a name.

import { Button, Group, Menu, Modal, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { del, get, post } from '../api.client.js';
import { Icon } from '../frame/icons.js';
import { useSingleKeys } from '../frame/single-keys.js';
import { sayName } from '../words.js';
import { type BoardSearch, names, periods } from './board-search.js';
import type { Card, Workspace } from './use-board.js';

interface Of {
  readonly search: BoardSearch;
  readonly put: (name: keyof BoardSearch, value: string | null) => void;
}

interface Choice extends Of {
  readonly name: keyof BoardSearch;
  readonly label: string;
  readonly all: string;
  readonly data: readonly { readonly value: string; readonly label: string }[];
}

function Choice({ name, label, all, data, search, put }: Choice) {
  return (
    <Select
      size="xs"
      className="mr-filter"
      aria-label={label}
      placeholder={all}
      clearable
      data={[...data]}
      value={search[name] ?? null}
      data-set={search[name] !== undefined}
      onChange={(value) => put(name, value)}
    />
  );
}

export function Filters({ search, put, workspace, cards }: Of & { readonly workspace: Workspace; readonly cards: readonly Card[] }) {
  const none = (label: string) => ({ value: '-', label });
  const of = (values: readonly (string | null)[]) => [...new Set(values)].filter((value) => value !== null).sort();
  const plain = (value: string) => ({ value, label: sayName(value) });
  const { reps, pipelines } = workspace;
  return (
    <Group gap={6} role="group" aria-label="Filters" className="mr-filters">
      {pipelines.length > 1 && (
        <Select
          size="xs"
          className="mr-filter"
          aria-label="Pipeline"
          data={pipelines.map(({ name }) => plain(name))}
          value={search.pipeline ?? pipelines[0]!.name}
          allowDeselect={false}
          onChange={(value) => put('pipeline', value)}
        />
      )}
      <FindBox search={search} put={put} />
      <Choice
        {...{ search, put, name: 'owner', label: 'Owner', all: 'All owners' }}
        data={[...reps.map(({ key, name }) => ({ value: key, label: name })), none('Nobody')]}
      />
      <Choice {...{ search, put, name: 'team', label: 'Team', all: 'All teams' }} data={of(reps.map(({ team }) => team)).map(plain)} />
      <Choice
        {...{ search, put, name: 'tier', label: 'Tier', all: 'All tiers' }}
        data={[...of([...cards.map(({ tier }) => tier), search.tier === '-' ? null : (search.tier ?? null)]).map(plain), none('No tier')]}
      />
      <Choice
        {...{ search, put, name: 'source', label: 'Source', all: 'All sources' }}
        data={of([...cards.map(({ source }) => source), search.source ?? null]).map((value) => ({ value, label: value }))}
      />
      <Choice
        {...{ search, put, name: 'period', label: 'Period', all: 'Any time' }}
        data={Object.entries(periods).map(([value, { label }]) => ({ value, label }))}
      />
      <Views search={search} />
    </Group>
  );
}

function FindBox({ search, put }: Of) {
  const box = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(search.find ?? '');
  const said = useRef(search.find ?? '');
  const say = useDebouncedCallback((value: string) => {
    said.current = value;
    put('find', value);
  }, 150);
  useEffect(() => {
    // The address follows what is typed, and is behind it: only what comes from elsewhere is taken over.
    if ((search.find ?? '') === said.current) return;
    said.current = search.find ?? '';
    setText(said.current);
  }, [search.find]);
  useSingleKeys([['/', () => box.current?.focus()]]);
  return (
    <TextInput
      ref={box}
      size="xs"
      className="mr-filter"
      aria-label="Search the board"
      placeholder="Search"
      leftSection={<Icon name="find" size={14} />}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        say(event.currentTarget.value);
      }}
    />
  );
}

/** What is in force, kept under a name; and what was kept. */
function Views({ search }: { readonly search: BoardSearch }) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [isNaming, setNaming] = useState(false);
  const [name, setName] = useState('');
  const views = useQuery({ queryKey: ['views'], queryFn: () => get('/api/views') });
  const read = () => queries.invalidateQueries({ queryKey: ['views'] });
  const save = useMutation({
    mutationFn: () => post('/api/views', { page: '/deals', name, search }),
    onSuccess: () => {
      setNaming(false);
      setName('');
      return read();
    },
  });
  const remove = useMutation({ mutationFn: (id: string) => del('/api/views/{id}', { id }), onSuccess: read });
  const mine = (views.data?.data ?? []).filter(({ page }) => page === '/deals');
  const inForce = mine.find((view) => names.every((each) => view.search[each] === search[each]));
  const isFiltered = Object.keys(search).length > 0;
  const send = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <>
      <Menu position="bottom-end" width={250}>
        <Menu.Target>
          <Button size="xs" variant="default">
            Views
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {mine.length === 0 && <Menu.Label>Filter the board, then keep it here under a name</Menu.Label>}
          {mine.map((view) => (
            <Menu.Item key={view.id} onClick={() => void navigate({ to: '/deals', search: view.search as BoardSearch })}>
              {view.name}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item disabled={!isFiltered} onClick={() => setNaming(true)}>
            Keep what is shown …
          </Menu.Item>
          {inForce !== undefined && <Menu.Item onClick={() => remove.mutate(inForce.id)}>Forget “{inForce.name}”</Menu.Item>}
          <Menu.Item disabled={!isFiltered} onClick={() => void navigate({ to: '/deals', search: {} })}>
            Show everything
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Modal opened={isNaming} onClose={() => setNaming(false)} title="Keep what is shown" closeButtonProps={{ 'aria-label': 'Close' }}>
        <form onSubmit={send}>
          <Group gap="xs" align="flex-end">
            <TextInput
              size="xs"
              label="Name of the view"
              required
              maxLength={80}
              value={name}
              error={save.error?.message}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <Button size="xs" type="submit" loading={save.isPending}>
              Keep
            </Button>
          </Group>
        </form>
      </Modal>
    </>
  );
}
