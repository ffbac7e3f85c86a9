// The thread of the loops: opens its own connections, runs until it is told to stop.

import { parentPort, workerData } from 'node:worker_threads';
import type { LoopsData, LoopsMessage } from './loops-thread.service.js';
import { startLoops } from './start-loops.service.js';

if (parentPort === null) throw new Error('The loops are started by the server: npm start.');
const port = parentPort;
const { settings, databaseUrl, part } = workerData as LoopsData;
const send = (message: LoopsMessage) => port.postMessage(message);

const stop = await startLoops({
  settings,
  databaseUrl,
  part,
  onRound: (loop, seconds) => send({ kind: 'round', loop, seconds }),
  onError: (loop, error) => send({ kind: 'error', loop, text: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
});
port.once('message', () => void stop().then(() => process.exit(0)));
send({ kind: 'ready' });
