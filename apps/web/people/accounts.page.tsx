// Every company that is known, the newest first.

import { Select, Stack } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useWorkspace } from '../frame/use-session.js';
import type { paths } from '../api-types.js';
import { get } from '../api.client.js';
import { FindBox } from '../parts/find-box.page.js';
import { Heading } from '../parts/heading.page.js';
import { LinkTo } from '../parts/link-to.page.js';
import { Moment } from '../parts/moment.page.js';
import { Nothing } from '../parts/nothing.page.js';
import type { Column } from '../parts/data-table.page.js';
import { Rows, usePages } from '../parts/rows.page.js';
import { sayName } from '../words.js';

type Account = paths['/api/accounts']['get']['data'][number];

export const accountName = (row: { readonly id?: string | null; readonly name?: string | null; readonly domain?: string | null }) =>
  row.name ?? row.domain ?? `Account ${row.id ?? ''}`;

export function AccountsPage() {
  const search = useSearch({ from: '/frame/accounts' });
  const navigate = useNavigate();
  const workspace = useWorkspace();
  const reps = workspace.data?.reps ?? [];
  const { find, owner } = search;
  const query = { ...(find === undefined ? {} : { find }), ...(owner === undefined ? {} : { owner }) };
  const pages = usePages(['accounts', query], (cursor) => get('/api/accounts', { ...cursor, ...query }));
  const columns: readonly Column<Account>[] = [
    {
      name: 'Account',
      show: (row) => (
        <LinkTo to="account" id={row.id}>
          {accountName(row)}
        </LinkTo>
      ),
    },
    { name: 'Domain', isWide: true, show: (row) => row.domain ?? '–' },
    { name: 'Tier', show: (row) => (row.tier == null ? '–' : sayName(row.tier)) },
    { name: 'Owner', show: (row) => reps.find(({ key }) => key === row.owner)?.name ?? row.owner ?? '–' },
    { name: 'People', isNumber: true, show: (row) => (row.people ?? 0).toLocaleString() },
    { name: 'Last seen', show: (row) => <Moment at={row.last_seen_at} /> },
  ];
  const go = (next: { readonly find?: string; readonly owner?: string }) => void navigate({ to: '/accounts', search: next, replace: true });
  return (
    <Stack gap="sm">
      <Heading title="Accounts" about="Companies, with who owns them.">
        <FindBox
          label="Find by domain, id or name"
          value={find ?? ''}
          onFind={(text) => go({ ...(text === '' ? {} : { find: text }), ...(owner === undefined ? {} : { owner }) })}
        />
        <Select
          size="xs"
          w={140}
          aria-label="Owner"
          placeholder="All owners"
          clearable
          data={reps.map(({ key, name }) => ({ value: key, label: name }))}
          value={owner ?? null}
          onChange={(value) => go({ ...(find === undefined ? {} : { find }), ...(value === null ? {} : { owner: value }) })}
        />
      </Heading>
      <Rows
        label="Accounts"
        columns={columns}
        pages={pages}
        idOf={(row) => row.id ?? ''}
        empty={
          find === undefined && owner === undefined ? (
            <Nothing title="No account is known yet" command="npx millrace trigger">
              A group call, a work address or a payment makes an account known.
            </Nothing>
          ) : (
            <Nothing title="No account is found">A domain and an id are found by their beginning, a name by any part.</Nothing>
          )
        }
      />
    </Stack>
  );
}
