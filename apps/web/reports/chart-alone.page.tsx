// One chart on a page of its own, whether a dashboard names it or not.

import { Skeleton, Stack } from '@mantine/core';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import { Failed } from '../frame/states.page.js';
import { Heading } from '../parts/heading.page.js';
import { ChartCard } from './chart-card.page.js';
import { NoChart } from './no-chart.page.js';
import { PeriodBar } from './period-bar.page.js';
import type { ReportSearch } from './report-search.js';
import { useFresh, useReports } from './use-reports.js';
import { sayName } from '../words.js';

const own = { title: null, period: null, filters: {}, width: 'full' } as const;

export function ChartAlonePage() {
  const { chart: name } = useParams({ from: '/frame/reports/charts/$chart' });
  const search = useSearch({ from: '/frame/reports/charts/$chart' });
  const navigate = useNavigate();
  const reports = useReports();
  useFresh();
  const put = useCallback(
    (change: ReportSearch) =>
      void navigate({
        to: '/reports/charts/$chart',
        params: { chart: name },
        search: (before: ReportSearch) => ({ ...before, ...change }),
        replace: true,
        resetScroll: false,
      }),
    [navigate, name],
  );
  const chart = reports.data?.charts.find((one) => one.name === name);
  const back = <Link to="/reports">← Reports</Link>;
  if (reports.isError && reports.data === undefined) return <Failed error={reports.error} again={() => void reports.refetch()} />;
  if (reports.data === undefined)
    return (
      <Stack gap="md">
        <Heading title={sayName(name)} back={back} />
        <Skeleton h={420} role="status" aria-label="Loading" />
      </Stack>
    );
  if (chart === undefined) return <NoChart name={name} />;
  return (
    <Stack gap="md">
      <Heading title={sayName(chart.name)} back={back} />
      <PeriodBar search={search} charts={[chart]} unsaid={unsaid[chart.period]} put={put} />
      <div className="mr-charts">
        <ChartCard
          chart={chart}
          own={own}
          search={search}
          isTable={search.tables !== undefined}
          onTable={(isTable) => put({ tables: isTable ? '0' : undefined })}
          isAlone
        />
      </div>
    </Stack>
  );
}

const unsaid = { months: 'Last 12 months', days: 'Last 30 days', snapshot: 'A month ago' } as const;
