// Every benchmark: one line each.

import { backtest } from './backtest.js';
import type { Bench } from './bench.js';
import { beside } from './beside.js';
import { board } from './board.js';
import { check } from './check.js';
import { engine } from './engine.js';
import { grown } from './grown.js';
import { ingest } from './ingest.js';
import { intake } from './intake.js';
import { pages } from './pages.js';
import { reports } from './reports.js';
import { start } from './start.js';
import { through } from './through.js';
import { waiting } from './waiting.js';

export const benches: Readonly<Record<string, Bench>> = {
  intake,
  ingest,
  through,
  beside,
  waiting,
  grown,
  engine,
  backtest,
  start,
  check,
  pages,
  board,
  reports,
};
