// What all charts of a page are asked: a period, whether it is compared, and what it is limited to. All of it stands in the address.

import { Button, Group, Select, Switch, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useWorkspace } from '../frame/use-session.js';
import { sayName } from '../words.js';
import type { Chart, FilterName, ReportSearch } from './report-search.js';

const periods: readonly (readonly [string, string])[] = [
  ['last 7d', 'Last 7 days'],
  ['last 30d', 'Last 30 days'],
  ['last 90d', 'Last 90 days'],
  ['last 12 months', 'Last 12 months'],
  ['this week', 'This week'],
  ['this month', 'This month'],
  ['last month', 'Last month'],
  ['this quarter', 'This quarter'],
  ['last quarter', 'Last quarter'],
  ['this year', 'This year'],
  ['last year', 'Last year'],
];
const ownPeriod = '';
const between = 'between';

interface Of {
  readonly search: ReportSearch;
  readonly charts: readonly Chart[];
  /** What the page shows where the address names no period. */
  readonly unsaid: string;
  readonly put: (change: ReportSearch) => void;
}

export function PeriodBar({ search, charts, unsaid, put }: Of) {
  const { period, from, to, compare } = search;
  const isBetween = from !== undefined || to !== undefined;
  const known =
    periods.some(([value]) => value === period) || period === undefined ? periods : [...periods, [period, sayName(period)] as const];
  const choose = (value: string | null) => {
    if (value === between) return put({ period: undefined, from: from ?? firstOfMonth(), to: to ?? today() });
    return put({ period: value === ownPeriod || value === null ? undefined : value, from: undefined, to: undefined });
  };
  const canCompare = charts.some((chart) => chart.period !== 'snapshot');
  return (
    <Group gap={8} role="group" aria-label="Period and filters" className="mr-period-bar">
      <Select
        size="xs"
        w={168}
        aria-label="Period"
        data={[
          { value: ownPeriod, label: unsaid },
          ...known.map(([value, label]) => ({ value, label })),
          { value: between, label: 'Between two days' },
        ]}
        value={isBetween ? between : (period ?? ownPeriod)}
        allowDeselect={false}
        onChange={choose}
      />
      {isBetween && (
        <>
          <Day label="First day" value={from} onSay={(day) => put({ from: day })} />
          <Day label="Last day" value={to} onSay={(day) => put({ to: day })} />
        </>
      )}
      <Filters search={search} charts={charts} put={put} />
      {canCompare && (
        <Switch
          size="xs"
          label="Compare with the period before"
          checked={compare === 'before'}
          onChange={(event) => put({ compare: event.currentTarget.checked ? 'before' : undefined })}
        />
      )}
    </Group>
  );
}

/** What is typed stays as it is until it is a day. */
function Day({
  label,
  value,
  onSay,
}: {
  readonly label: string;
  readonly value: string | undefined;
  readonly onSay: (day: string) => void;
}) {
  const [text, setText] = useState(value ?? '');
  useEffect(() => setText(value ?? ''), [value]);
  return (
    <TextInput
      type="date"
      size="xs"
      aria-label={label}
      value={text}
      onChange={({ currentTarget }) => {
        setText(currentTarget.value);
        if (/^20\d\d-\d\d-\d\d$/.test(currentTarget.value)) onSay(currentTarget.value);
      }}
    />
  );
}

function Filters({ search, charts, put }: Pick<Of, 'search' | 'charts' | 'put'>) {
  const workspace = useWorkspace().data;
  const offers = (name: FilterName) => charts.some(({ filters }) => filters.includes(name));
  const pipelines = workspace?.pipelines ?? [];
  const reps = workspace?.reps ?? [];
  const teams = [...new Set(reps.flatMap(({ team }) => team ?? []))].sort();
  const plain = (value: string) => ({ value, label: sayName(value) });
  const choices = [
    ['pipeline', 'Pipeline', 'All pipelines', pipelines.length > 1 ? pipelines.map(({ name }) => plain(name)) : []],
    ['owner', 'Owner', 'Everybody', reps.map(({ key, name }) => ({ value: key, label: name }))],
    ['team', 'Team', 'All teams', teams.map(plain)],
  ] as const;
  const others = (['currency', 'event', 'source', 'group', 'workflow', 'email'] as const).filter((name) => search[name] !== undefined);
  return (
    <>
      {choices.map(
        ([name, label, all, data]) =>
          (data.length > 0 || search[name] !== undefined) &&
          offers(name) && (
            <Select
              key={name}
              size="xs"
              className="mr-filter"
              aria-label={label}
              placeholder={all}
              clearable
              data={data}
              value={search[name] ?? null}
              data-set={search[name] !== undefined}
              onChange={(value) => put({ [name]: value ?? undefined })}
            />
          ),
      )}
      {others.map((name) => (
        <Button
          key={name}
          size="xs"
          variant="default"
          onClick={() => put({ [name]: undefined })}
          aria-label={`Not only ${name} ${search[name]}`}
        >
          {sayName(name)}: {search[name]!.slice(0, 40)} ×
        </Button>
      ))}
    </>
  );
}

function today(): string {
  return new Intl.DateTimeFormat('sv-SE').format(Date.now());
}

const firstOfMonth = () => `${today().slice(0, 8)}01`;
