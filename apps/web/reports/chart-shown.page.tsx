// The rows of a chart: as a picture, as figures, as a table, or why there is nothing to see.

import { Button, useComputedColorScheme } from '@mantine/core';
import { useMediaQuery, useReducedMotion } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useMemo } from 'react';
import { Nothing } from '../parts/nothing.page.js';
import { ChartTable, drillOf, leadsToDeals } from './chart-table.page.js';
import { Figures } from './figures.page.js';
import { colourIn, font, type Look } from './option-of.js';
import type { Series } from './panel.js';
import { type Panels, panelsOf } from './panels-of.js';
import type { Chart, ReportSearch, Told } from './report-search.js';
import { useNames } from './use-reports.js';

const Drawing = lazy(() => import('./drawing.page.js'));

interface ShownOf {
  readonly chart: Chart;
  readonly told: Told;
  readonly title: string;
  readonly search: ReportSearch;
  readonly isTable: boolean;
  readonly onTable: (isTable: boolean) => void;
}

export function ChartShown({ chart, told, title, search, isTable, onTable }: ShownOf) {
  const navigate = useNavigate();
  const names = useNames();
  const look = useLook();
  const drawn = useMemo(() => panelsOf(chart, told, names), [chart, told, names]);
  const { panels } = drawn;
  const leads = useCallback((column: string) => chart.drill?.of.includes(column) === true, [chart]);
  const onPick = useCallback(
    (series: Series, at: number) => {
      const rows = series.picks[at] ?? [];
      const [row] = rows;
      if (row === undefined || !leadsToDeals(chart, series.column, row)) return;
      if (rows.length > 1) onTable(true);
      else
        void navigate({
          to: '/reports/charts/$chart/deals',
          params: { chart: chart.name },
          search: drillOf(chart, series.column, row, search),
        });
    },
    [chart, navigate, onTable, search],
  );
  if (told.rows.length === 0) return <Empty chart={chart} />;
  if (isTable) return <ChartTable {...{ title, told, names, search }} />;
  if (chart.shape === 'figures') return <Figures told={told} names={names} />;
  if (panels.length === 0)
    return (
      <Nothing title="There is nothing to draw yet">
        Its deals have no amount. <Button size="compact-xs" variant="default" onClick={() => onTable(true)} children="Show the table" />
      </Nothing>
    );
  return (
    <div className="mr-chart-shown">
      <Legend {...drawn} look={look} before={told.compared?.rows.length ?? null} />
      <div className="mr-panels" {...(panels.length > 1 ? { role: 'group', tabIndex: 0, 'aria-label': title } : {})}>
        {panels.map((panel) => (
          <div key={panel.key} className="mr-panel">
            {panel.title !== '' && <div className="mr-panel-title">{panel.title}</div>}
            <Suspense fallback={<div className="mr-drawing" aria-busy />}>
              <Drawing {...{ panel, look, leads, onPick }} />
            </Suspense>
            <p className="mr-unseen">
              {panel.title} {panel.summary}
            </p>
          </div>
        ))}
      </div>
    </div>
  );
}

/** Of the pages' own colours; a picture that somebody keeps is always light. */
function useLook(): Look {
  const isDark = useComputedColorScheme('light') === 'dark';
  const isStill = useReducedMotion();
  const isNarrow = useMediaQuery('(max-width: 48em)') ?? false;
  return useMemo(() => ({ isDark, isStill, isNarrow, font }), [isDark, isStill, isNarrow]);
}

/** @param before how many rows the period before has; null: nothing is compared */
function Legend({ panels, left, look, before }: Panels & { readonly look: Look; readonly before: number | null }) {
  const isOne = panels.length === 1;
  const all = [...new Map(panels.flatMap(({ series }) => series.map((one) => [one.name, one] as const))).values()];
  const isDrawnBefore = panels.some(({ series }) => series.some((one) => one.before !== null));
  if (all.length === 1 && all[0]!.whole === null && before === null && left === 0) return null;
  return (
    <ul className="mr-legend" aria-label="Colours">
      {all.map(({ name, colour, whole }) => (
        <li key={name}>
          <svg width="10" height="10" aria-hidden>
            <rect width="10" height="10" rx="2" fill={colourIn(look, colour)} />
          </svg>
          <span className="mr-cut">{name}</span>
          {isOne && whole !== null && <strong className="mr-number">{whole}</strong>}
        </li>
      ))}
      {before !== null && (
        <li className="mr-quiet">
          {isDrawnBefore
            ? 'pale or dashed: the period before'
            : before === 0
              ? 'nothing in the period before'
              : 'the period before stands in the table'}
        </li>
      )}
      {left > 0 && <li className="mr-quiet">{left} more in the table</li>}
    </ul>
  );
}

function Empty({ chart }: { readonly chart: Chart }) {
  if (chart.views[0]?.startsWith('plan_violations') === true)
    return (
      <Nothing title="Everything that came in was as planned" command="npx millrace events tail --follow">
        Nothing in this period went against the tracking plan. What comes in now is told by
      </Nothing>
    );
  return (
    <Nothing title="Nothing in this period" command='npx millrace trigger "Demo Requested" --person you@example.com'>
      Choose a longer period or fewer filters. When nothing came in at all yet, one realistic event is sent by
    </Nothing>
  );
}
