// The deals behind one value of a chart.

import { Skeleton, Stack } from '@mantine/core';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import type { paths } from '../api-types.js';
import { get } from '../api.client.js';
import { Failed } from '../frame/states.page.js';
import type { Column } from '../parts/data-table.page.js';
import { Heading } from '../parts/heading.page.js';
import { LinkTo } from '../parts/link-to.page.js';
import { Moment } from '../parts/moment.page.js';
import { Nothing } from '../parts/nothing.page.js';
import { Rows, usePages } from '../parts/rows.page.js';
import { sayMoney, sayName } from '../words.js';
import { NoChart } from './no-chart.page.js';
import { type Chart, type DrillSearch, queryOf } from './report-search.js';
import { sayCell } from './say-cell.js';
import { useNames, useReports } from './use-reports.js';

type Deal = paths['/api/reports/charts/{name}/deals']['get']['data'][number];

export function ChartDealsPage() {
  const { chart: name } = useParams({ from: '/frame/reports/charts/$chart/deals' });
  const reports = useReports();
  const chart = reports.data?.charts.find((one) => one.name === name);
  if (chart !== undefined) return <Deals chart={chart} />;
  if (reports.isError && reports.data === undefined) return <Failed error={reports.error} again={() => void reports.refetch()} />;
  if (reports.data !== undefined) return <NoChart name={name} />;
  return (
    <Stack gap="md">
      <Heading title="Deals" back={<Link to="/reports">← Reports</Link>} />
      <Skeleton h={420} role="status" aria-label="Loading" />
    </Stack>
  );
}

function Deals({ chart }: { readonly chart: Chart }) {
  const search = useSearch({ from: '/frame/reports/charts/$chart/deals' });
  const names = useNames();
  const { of = '', is = {} } = search;
  const rows = Object.fromEntries(Object.entries(is).map(([column, value]) => [`is_${column}`, value === null ? '' : String(value)]));
  const query = { ...queryOf(chart, { ...search, compare: undefined }, { period: null, filters: {} }), ...rows, of };
  const pages = usePages(['chart-deals', chart.name, query], (cursor) =>
    get('/api/reports/charts/{name}/deals', { ...query, limit: '100', ...cursor }, { name: chart.name }),
  );
  const value = chart.columns.find((column) => column.name === of);
  const told = chart.columns
    .filter((column) => column.name in is)
    .map((column) => sayCell(column, is, names))
    .join(' · ');
  const columns: readonly Column<Deal>[] = [
    { name: 'Deal', show: ({ id, name: called }) => <LinkTo to="deal" id={id} children={called ?? `Deal ${id}`} /> },
    { name: 'Stage', show: ({ stage }) => sayName(stage ?? '–') },
    { name: 'Amount', isNumber: true, show: ({ amount }) => (amount ? sayMoney(amount) : '–') },
    { name: 'Owner', show: ({ owner }) => (owner ? (names.reps.get(owner) ?? owner) : 'Nobody') },
    { name: 'Pipeline', isWide: true, show: ({ pipeline }) => sayName(pipeline ?? '–') },
    { name: 'Created', isWide: true, show: ({ created_at: at }) => <Moment at={at} /> },
    { name: 'Closed', isWide: true, show: ({ closed_at: at }) => <Moment at={at} /> },
  ];
  const { of: _of, is: _is, ...back } = search satisfies DrillSearch;
  return (
    <Stack gap="md">
      <Heading
        title={[value?.label ?? sayName(of), told].filter(Boolean).join(' · ')}
        back={
          <Link to="/reports/charts/$chart" params={{ chart: chart.name }} search={back}>
            ← {chart.question}
          </Link>
        }
        about="The deals behind this value, as they stand now."
      />
      <Rows
        label="Deals"
        columns={columns}
        pages={pages}
        idOf={({ id }) => String(id)}
        empty={
          <Nothing title="No deal stands behind this value any more" command="npx millrace events tail --follow">
            It may have moved since the link was made. What comes in now is told by
          </Nothing>
        }
      />
    </Stack>
  );
}
