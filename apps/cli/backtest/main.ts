// One side of a backtest in a thread of its own: compiles a workspace and takes page after page of stored events.

import { parentPort, workerData } from 'node:worker_threads';
import { compileWorkspace } from '#libs/language/compile-workspace.js';
import type { SourceFile } from '#libs/language/source-file.js';
import type { HandLine, HistoryEvent } from '#libs/reporting/history-line.js';
import { BacktestSide } from '#libs/simulation/backtest/side.js';
import { stepsByKind, stepSyntaxes } from '#libs/steps/registry.js';
import type { SideRequest, SideAnswer } from './side-thread.service.js';
import { understandEvents } from './understand-events.service.js';

export interface SideData {
  readonly files: readonly SourceFile[];
  readonly since: number;
}

if (parentPort === null) throw new Error('A side is started by `millrace backtest`.');
const port = parentPort;
const { files, since } = workerData as SideData;
const { workspace } = compileWorkspace(files, stepSyntaxes);
if (workspace === null) throw new Error('The workspace does not compile.');

let side: BacktestSide | undefined;
port.on('message', (request: SideRequest) => {
  if (request.kind === 'page') {
    const { happenings, failed } = understandEvents(request.lines);
    side ??= new BacktestSide(workspace, stepsByKind, { start: startOf(request.lines[0]), since });
    answer({ kind: 'page', outcome: side.page(happenings), failed });
    return;
  }
  side ??= new BacktestSide(workspace, stepsByKind, { start: request.now, since });
  const outcome = side.end(request.now);
  answer({ kind: 'end', outcome, standing: side.standing() });
  port.close();
});

function startOf(line: HistoryEvent | HandLine | undefined): number {
  return line === undefined ? 0 : line.kind === 'event' ? line.receivedAt : line.at;
}

function answer(said: SideAnswer): void {
  port.postMessage(said);
}
