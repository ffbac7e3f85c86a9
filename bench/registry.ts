// Every benchmark: one line each.

import type { Bench } from './bench.js';
import { ingest } from './ingest.js';

export const benches: Readonly<Record<string, Bench>> = { ingest };
