// Every chart: one line for each file of them.

import type { Chart } from './chart.js';
import { dealCharts } from './deal-charts.js';
import { marketingCharts } from './marketing-charts.js';
import { salesCharts } from './sales-charts.js';
import { serviceCharts } from './service-charts.js';

export const charts: ReadonlyMap<string, Chart> = new Map(
  [...dealCharts, ...salesCharts, ...marketingCharts, ...serviceCharts].map((chart) => [chart.name, chart]),
);
