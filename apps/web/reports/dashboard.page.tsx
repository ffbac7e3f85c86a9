// A dashboard: the charts that its file names. What they are asked stands in the address; a link shows the same.

import { Skeleton, Stack, Text } from '@mantine/core';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { Failed } from '../frame/states.page.js';
import { Heading } from '../parts/heading.page.js';
import { Nothing } from '../parts/nothing.page.js';
import { sayMoney, sayName } from '../words.js';
import { ChartCard } from './chart-card.page.js';
import { PeriodBar } from './period-bar.page.js';
import type { Dashboard, ReportSearch } from './report-search.js';
import { sayMonth } from './say-cell.js';
import { useFresh, useReports } from './use-reports.js';

export function DashboardPage() {
  const { name } = useParams({ from: '/frame/reports/$name' });
  const search = useSearch({ from: '/frame/reports/$name' });
  const navigate = useNavigate();
  const reports = useReports();
  useFresh();
  const put = useCallback(
    (change: ReportSearch) =>
      void navigate({
        to: '/reports/$name',
        params: { name },
        search: (before: ReportSearch) => ({ ...before, ...change }),
        replace: true,
        resetScroll: false,
      }),
    [navigate, name],
  );
  const dashboard = reports.data?.dashboards.find((one) => one.name === name);
  const charts = useMemo(() => new Map(reports.data?.charts.map((chart) => [chart.name, chart])), [reports.data]);
  if (reports.isError && reports.data === undefined) return <Failed error={reports.error} again={() => void reports.refetch()} />;
  const back = <Link to="/reports">← Reports</Link>;
  if (reports.data === undefined)
    return (
      <Stack gap="md">
        <Heading title={sayName(name)} back={back} />
        <Skeleton h={420} role="status" aria-label="Loading" />
      </Stack>
    );
  if (dashboard === undefined)
    return (
      <Stack gap="md">
        <Heading title="There is no such dashboard" back={back} />
        <Nothing title={`config/reports has no “${name.slice(0, 80)}”`} command={`npx millrace diff config`}>
          A dashboard is a file that begins with report: and its name. What your files say and the server does not know is told by
        </Nothing>
      </Stack>
    );
  const tables = new Set(search.tables?.split(','));
  const shown = dashboard.charts.flatMap((own) => {
    const chart = charts.get(own.chart);
    return chart === undefined ? [] : [{ own, chart }];
  });
  const onTable = (at: string, isTable: boolean) => {
    const next = new Set(tables);
    if (isTable) next.add(at);
    else next.delete(at);
    put({ tables: next.size === 0 ? undefined : [...next].sort().join(',') });
  };
  return (
    <Stack gap="md">
      <Heading title={dashboard.title ?? sayName(dashboard.name)} back={back} about={dashboard.about ?? undefined} />
      <PeriodBar search={search} charts={shown.map(({ chart }) => chart)} unsaid="Each chart’s own" put={put} />
      <div className="mr-charts">
        {shown.map(({ own, chart }, at) => (
          <ChartCard
            key={at}
            chart={chart}
            own={own}
            search={search}
            isTable={tables.has(String(at))}
            onTable={(isTable) => onTable(String(at), isTable)}
          />
        ))}
      </div>
      <Goals goals={dashboard.goals} />
      <Text size="xs" className="mr-quiet">
        Composed in config/{dashboard.file}; edit it in git.
      </Text>
    </Stack>
  );
}

function Goals({ goals }: { readonly goals: Dashboard['goals'] }) {
  if (goals.length === 0) return null;
  const said = goals.map(({ per, amount, pipeline, team, from }) =>
    [
      `${sayMoney(amount)} a ${per}`,
      ...(pipeline === null ? [] : [`in ${sayName(pipeline)}`]),
      ...(team === null ? [] : [`by ${sayName(team)}`]),
      ...(from === null ? [] : [`from ${sayMonth(from, 'long')}`]),
    ].join(' '),
  );
  return (
    <Text size="sm" className="mr-quiet">
      Goals: {said.join('; ')}.
    </Text>
  );
}
