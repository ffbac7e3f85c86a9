// Every trait with its value, who or what said so, and since when; a long list can be narrowed.

import { Badge, TextInput, Tooltip } from '@mantine/core';
import { useState } from 'react';
import type { paths } from '../api-types.js';
import { DataTable } from '../parts/data-table.page.js';
import { Moment } from '../parts/moment.page.js';
import { Nothing } from '../parts/nothing.page.js';
import { Panel } from '../parts/panel.page.js';
import { sayTrait } from './trait-words.js';

type Trait = paths['/api/people/{id}/profile']['get']['traits'][number];

const words: Readonly<Record<Trait['from'], string>> = { said: 'said', computed: 'computed', score: 'score', unplanned: 'not planned' };

export function Traits({ traits, now }: { readonly traits: readonly Trait[]; readonly now: number }) {
  const [wanted, setWanted] = useState('');
  const shown = traits.filter(({ name }) => name.toLowerCase().includes(wanted.trim().toLowerCase()));
  return (
    <Panel
      title="Traits"
      about="What is known, and who or what says so"
      aside={
        traits.length > 8 && (
          <TextInput
            size="xs"
            w={160}
            aria-label="Find a trait"
            placeholder="Find a trait"
            value={wanted}
            onChange={(event) => setWanted(event.currentTarget.value)}
          />
        )
      }
    >
      {traits.length === 0 ? (
        <Nothing title="No trait is known yet">Traits are what identify and group calls say, and what config/traits computes.</Nothing>
      ) : (
        <DataTable
          label="Traits"
          rows={shown}
          idOf={({ name }) => name}
          columns={[
            { name: 'Trait', show: ({ name }) => name },
            { name: 'Value', show: ({ name, value }) => <span className="mr-number mr-value">{sayTrait(value, name)}</span> },
            {
              name: 'Where it comes from',
              show: (trait) => (
                <span className="mr-quiet">
                  <Source trait={trait} now={now} />
                </span>
              ),
            },
          ]}
        />
      )}
    </Panel>
  );
}

function Source({ trait: { from, how, said_at: at, file, line }, now }: { readonly trait: Trait; readonly now: number }) {
  const place = file === null ? null : `config/${file}:${line ?? ''}`;
  return (
    <>
      <Badge size="xs" variant="default" mr={6}>
        {words[from]}
      </Badge>
      {place === null ? (
        <>
          {how}
          {at !== null && (
            <>
              , <Moment at={at} now={now} />
            </>
          )}
        </>
      ) : (
        <Tooltip label={place} events={{ hover: true, focus: true, touch: true }}>
          <span tabIndex={0}>{how}</span>
        </Tooltip>
      )}
    </>
  );
}
