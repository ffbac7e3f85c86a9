// Beneath a chart: how it is counted, its rows as CSV, its picture as PNG, the chart alone, and of which moment it is.

import { Button, Tooltip } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Definition } from './definition.page.js';
import { font } from './option-of.js';
import { panelsOf } from './panels-of.js';
import type { Chart, ReportSearch, Told } from './report-search.js';
import { sayInstant } from '../words.js';
import { sayPeriod } from './say-cell.js';
import { useNames } from './use-reports.js';

interface FootOf {
  readonly chart: Chart;
  readonly told: Told | undefined;
  readonly title: string;
  /** What the rows were asked with, without what they are compared with. */
  readonly query: Readonly<Record<string, string>>;
  readonly search: ReportSearch;
  readonly isAlone: boolean;
}

export function ChartFoot({ chart, told, title, query, search, isAlone }: FootOf) {
  const [isDefined, setDefined] = useState(false);
  const names = useNames();
  const file = `${chart.name}${told === undefined ? '' : `-${told.period.from}-${told.period.to}`}`;
  const isDrawn = chart.shape !== 'table' && chart.shape !== 'figures';
  const save = async () => {
    if (told === undefined) return;
    const { pictureOf } = await import('./drawing.page.js');
    const about = `${sayPeriod(told.period)} · as of ${new Date(told.as_of).toLocaleString()}`;
    const blob = await pictureOf(title, about, panelsOf(chart, told, names).panels, {
      isDark: false,
      isStill: true,
      isNarrow: false,
      font,
    });
    if (blob !== null) keep(blob, `${file}.png`);
  };
  const csv = `/api/reports/charts/${encodeURIComponent(chart.name)}/csv?${new URLSearchParams(query).toString()}`;
  return (
    <div className="mr-chart-foot">
      <Button size="compact-xs" variant="subtle" className="mr-foot" disabled={told === undefined} onClick={() => setDefined(true)}>
        How is this counted?
      </Button>
      <Button
        size="compact-xs"
        variant="subtle"
        className="mr-foot"
        component="a"
        href={csv}
        download={`${file}.csv`}
        aria-label={`CSV of “${title}”`}
      >
        CSV
      </Button>
      {isDrawn && (
        <Button
          size="compact-xs"
          variant="subtle"
          className="mr-foot"
          disabled={told === undefined || told.rows.length === 0}
          onClick={() => void save()}
          aria-label={`PNG of “${title}”`}
        >
          PNG
        </Button>
      )}
      {!isAlone && (
        <Button
          size="compact-xs"
          variant="subtle"
          className="mr-foot"
          aria-label={`Only this: ${title}`}
          renderRoot={(look) => <Link {...look} to="/reports/charts/$chart" params={{ chart: chart.name }} search={search} />}
        >
          Only this
        </Button>
      )}
      {told === undefined ? (
        <span className="mr-small mr-number mr-as-of" data-awaited="true" aria-hidden>
          as of 00:00:00
        </span>
      ) : (
        <>
          <Tooltip label={sayInstant(Date.parse(told.as_of))} events={{ hover: true, focus: true, touch: true }}>
            <time dateTime={told.as_of} className="mr-quiet mr-small mr-number mr-as-of">
              as of {new Date(told.as_of).toLocaleTimeString()}
            </time>
          </Tooltip>
          <Definition told={told} isOpen={isDefined} onClose={() => setDefined(false)} />
        </>
      )}
    </div>
  );
}

function keep(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
