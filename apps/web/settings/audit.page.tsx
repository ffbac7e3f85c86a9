// Every change with who or what made it; narrowed by kind, field and subject.

import { Group, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import type { paths } from '../api-types.js';
import { get } from '../api.client.js';
import { LinkTo } from '../parts/link-to.page.js';
import { Moment } from '../parts/moment.page.js';
import { Nothing } from '../parts/nothing.page.js';
import { Panel } from '../parts/panel.page.js';
import type { Column } from '../parts/data-table.page.js';
import { Rows, usePages } from '../parts/rows.page.js';
import { sayTrait } from '../people/trait-words.js';
import { sayName } from '../words.js';

type Change = paths['/api/audit']['get']['data'][number];

interface Because {
  readonly by?: string;
  readonly name?: string;
  readonly event?: { readonly id?: string; readonly name?: string };
  readonly rule?: { readonly place?: { readonly file?: string; readonly line?: number } };
}

const kinds = ['person', 'account', 'deal', 'setting'] as const;

const columns: readonly Column<Change>[] = [
  { name: 'When', show: (row) => <Moment at={row.at} /> },
  { name: 'Of', show: (row) => <Subject change={row} /> },
  { name: 'Field', show: (row) => row.field },
  {
    name: 'Change',
    show: (row) => (
      <span className="mr-value mr-number">
        {sayTrait(row.from_value, row.field ?? '')} → {sayTrait(row.to_value, row.field ?? '')}
      </span>
    ),
  },
  { name: 'By', show: (row) => <By because={(row.because ?? {}) as Because} /> },
];

export function Audit() {
  const [kind, setKind] = useState<string | null>(null);
  const [field, setField] = useState('');
  const [subject, setSubject] = useState('');
  const [asked] = useDebouncedValue({ field: field.trim(), subject: subject.trim() }, 300);
  const query = {
    ...(kind === null ? {} : { kind }),
    ...(asked.field === '' ? {} : { field: asked.field }),
    ...(/^\d{1,18}$/.test(asked.subject) ? { subject: asked.subject } : {}),
  };
  const pages = usePages(['audit', query], (cursor) => get('/api/audit', { ...cursor, ...query }));
  const isNoId = subject.trim() !== '' && !/^\d{1,18}$/.test(subject.trim());
  return (
    <Panel
      title="Audit log"
      about="Every change of a deal, an owner, a score, a stage or a setting: who or what, from, to, why"
      aside={
        <Group gap="xs">
          <Select
            size="xs"
            w={130}
            aria-label="Kind"
            placeholder="Every kind"
            clearable
            data={kinds.map((value) => ({ value, label: sayName(value) }))}
            value={kind}
            onChange={setKind}
          />
          <TextInput
            size="xs"
            w={130}
            aria-label="Field"
            placeholder="Field, as stage"
            value={field}
            onChange={(e) => setField(e.currentTarget.value)}
          />
          <TextInput
            size="xs"
            w={130}
            aria-label="Id of the subject"
            placeholder="Id of the subject"
            error={isNoId ? 'An id is digits' : undefined}
            value={subject}
            onChange={(e) => setSubject(e.currentTarget.value)}
          />
        </Group>
      }
    >
      <Rows
        label="Audit log"
        columns={columns}
        pages={pages}
        idOf={(row) => row.id ?? ''}
        empty={<Nothing title={Object.keys(query).length === 0 ? 'Nothing has changed yet' : 'No change is like that'} />}
      />
    </Panel>
  );
}

function Subject({ change: { subject_kind: kind, subject_id: id } }: { readonly change: Change }) {
  if (kind !== 'person' && kind !== 'account' && kind !== 'deal') return <>{kind}</>;
  return (
    <LinkTo to={kind} id={id}>
      {kind} {id}
    </LinkTo>
  );
}

function By({ because: { by, name, event, rule } }: { readonly because: Because }) {
  const place = rule?.place;
  return (
    <span className="mr-value" title={place?.file === undefined ? undefined : `config/${place.file}:${place.line ?? ''}`}>
      {name ?? by}
      {event?.name !== undefined && (
        <span className="mr-quiet">
          {' '}
          because of{' '}
          <LinkTo to="event" id={event.id}>
            {event.name}
          </LinkTo>
        </span>
      )}
    </span>
  );
}
