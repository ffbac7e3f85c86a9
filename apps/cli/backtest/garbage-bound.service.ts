// How much garbage the threads of a backtest may let lie. By itself V8 lets it grow to more than what is needed; collecting it
// earlier costs a quarter of the speed. So there is room at first, and a history that needs the room for itself is collected often.

import { setFlagsFromString } from 'node:v8';

/** Of what a collection leaves. */
const roomyPercent = 100;
const tightPercent = 25;
/** Of the process. */
const roomBytes = 900 * 2 ** 20;

export class GarbageBound {
  private isTight = false;

  constructor() {
    setFlagsFromString(`--heap-growing-percent=${roomyPercent}`);
  }

  /** Called now and then. */
  keep(): void {
    if (this.isTight || process.memoryUsage.rss() < roomBytes) return;
    this.isTight = true;
    setFlagsFromString(`--heap-growing-percent=${tightPercent}`);
  }
}
