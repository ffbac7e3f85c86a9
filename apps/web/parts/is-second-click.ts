// Whether a click is the second of a double click: what was pressed first may have gone, and another row's button have come under the pointer.

import type { MouseEvent } from 'react';

const within = { ms: 400, pixels: 6 };
let last = { at: -within.ms, x: 0, y: 0 };

/** @param event of a click; one by keyboard (`detail` 0) never is */
export function isSecondClick({ detail, timeStamp: at, clientX: x, clientY: y }: MouseEvent): boolean {
  if (detail === 0) return false;
  const isSecond = at - last.at < within.ms && Math.abs(x - last.x) < within.pixels && Math.abs(y - last.y) < within.pixels;
  last = { at, x, y };
  return isSecond;
}
