// Every chart: one line for each file of them.

import type { Chart } from './chart.js';
import { serviceCharts } from './service-charts.js';

export const charts: ReadonlyMap<string, Chart> = new Map([...serviceCharts].map((chart) => [chart.name, chart]));
