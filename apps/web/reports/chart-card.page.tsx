// One chart with what it can be asked: its definition, its rows as a table, CSV, a picture, the deals behind a value. Its place on the page is
// taken before its rows are there, and keeps its size whatever they are.

import './reports.css';
import { Alert, Card, Skeleton, Text, Title } from '@mantine/core';
import { useId, useMemo } from 'react';
import { Failed } from '../frame/states.page.js';
import { Choice } from '../parts/choice.page.js';
import { ChartFoot } from './chart-foot.page.js';
import { ChartShown } from './chart-shown.page.js';
import { type Chart, queryOf, type ReportSearch, type Told, unheeded } from './report-search.js';
import { type Names, sayPeriod } from './say-cell.js';
import { useChart, useNames } from './use-reports.js';

export interface ChartCardOf {
  readonly chart: Chart;
  /** What its dashboard says of it. */
  readonly own: {
    readonly title: string | null;
    readonly period: string | null;
    readonly filters: Readonly<Record<string, string>>;
    readonly width: 'third' | 'half' | 'full';
  };
  readonly search: ReportSearch;
  readonly isTable: boolean;
  readonly onTable: (isTable: boolean) => void;
  /** Without it there is no link to the chart's own page. */
  readonly isAlone?: boolean;
}

export function ChartCard({ chart, own, search, isTable, onTable, isAlone = false }: ChartCardOf) {
  const id = useId();
  const query = useMemo(() => queryOf(chart, search, own), [chart, search, own]);
  const { data, error, isError, refetch, isPlaceholderData } = useChart(chart.name, query);
  const names = useNames();
  const title = own.title ?? chart.question;
  const { compare, ...asked } = query;
  const onlyTable = chart.shape === 'table';
  const linked: ReportSearch = { ...asked, ...(compare === undefined ? {} : { compare }) };
  return (
    <Card withBorder component="section" aria-labelledby={id} p="md" className="mr-chart" data-width={own.width} data-alone={isAlone}>
      <div className="mr-chart-head">
        <Title order={2} size="h5" id={id} className="mr-heading">
          {title}
        </Title>
        {!onlyTable && (
          <Choice
            label={`Show “${title}” as`}
            of={[
              ['chart', chart.shape === 'figures' ? 'Figures' : 'Chart'],
              ['table', 'Table'],
            ]}
            value={isTable ? 'table' : 'chart'}
            onChoose={(way) => onTable(way === 'table')}
          />
        )}
      </div>
      <Text size="xs" className="mr-quiet mr-chart-about" component="p" data-long={compare !== undefined || Object.keys(query).length > 1}>
        {data === undefined ? '…' : sayAbout(chart, data, own.filters, search, names)}
      </Text>
      <div className="mr-chart-area" data-shape={chart.shape} data-old={isPlaceholderData} aria-busy={data === undefined && !isError}>
        {data === undefined ? (
          isError ? (
            <Failed error={error} again={() => void refetch()} />
          ) : (
            <Skeleton h="100%" role="status" aria-label="Loading" />
          )
        ) : (
          <ChartShown {...{ chart, told: data, title, search: linked, isTable: isTable || onlyTable, onTable }} />
        )}
      </div>
      {isError && data !== undefined && (
        <Alert color="red" variant="light" role="alert" p="xs" mt="xs">
          It could not be read again: {error.message}
        </Alert>
      )}
      <ChartFoot {...{ chart, told: data, title, query: asked, search: linked, isAlone }} />
    </Card>
  );
}

function sayAbout(chart: Chart, told: Told, filters: Readonly<Record<string, string>>, search: ReportSearch, names: Names): string {
  const { period, compared } = told;
  const days =
    chart.period === 'snapshot'
      ? `${sayPeriod({ from: period.to, to: period.to })} beside ${sayPeriod({ from: period.from, to: period.from })}`
      : sayPeriod(period);
  const parts = [
    days,
    ...(compared === null ? [] : [`against ${sayPeriod(compared.period)}`]),
    ...Object.entries(filters).map(([name, value]) => `only ${name} ${name === 'owner' ? (names.reps.get(value) ?? value) : value}`),
    ...unheeded(chart, search).map((name) => `of every ${name}: it cannot be limited by it`),
  ];
  return parts.join(' · ');
}
