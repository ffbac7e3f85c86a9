// Whether a click is the second of a double click: what was pressed first may have gone, and another row's button have come under the pointer.

const apart = 400;
let last = -apart;

/** @param event of a click; one by keyboard (`detail` 0) never is */
export function isSecondClick({ detail, timeStamp }: { readonly detail: number; readonly timeStamp: number }): boolean {
  if (detail === 0) return false;
  const isSecond = timeStamp - last < apart;
  last = timeStamp;
  return isSecond;
}
