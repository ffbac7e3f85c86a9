// A chart that is a few numbers: each large, with what it was in the period before.

import type { Told } from './report-search.js';
import { currencyOf, type Names, sayCell } from './say-cell.js';

export function Figures({ told, names }: { readonly told: Told; readonly names: Names }) {
  const { chart, rows, compared } = told;
  const named = chart.columns.filter(({ as }) => as === 'series' || as === 'axis');
  const values = chart.columns.filter(({ as }) => as === 'value');
  const keyOf = (row: (typeof rows)[number]) => JSON.stringify(named.map(({ name }) => row[name]));
  const before = new Map(compared?.rows.map((row) => [keyOf(row), row]));
  return (
    <dl className="mr-figures">
      {rows.flatMap((row) =>
        values
          .filter(({ kind }) => kind !== 'money' || currencyOf(row) !== null)
          .map((column) => {
            const whose = named.map((each) => sayCell(each, row, names)).join(' · ');
            const then = before.get(keyOf(row));
            return (
              <div key={`${keyOf(row)} ${column.name}`}>
                <dt>
                  {column.label}
                  {whose !== '' && <span className="mr-quiet"> · {whose}</span>}
                </dt>
                <dd className="mr-number">{sayCell(column, row, names)}</dd>
                {compared !== null && (
                  <dd className="mr-quiet mr-small mr-number">before: {then === undefined ? '–' : sayCell(column, then, names)}</dd>
                )}
              </div>
            );
          }),
      )}
    </dl>
  );
}
