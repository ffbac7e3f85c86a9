// The key of an act: the same for the same decision however often it is taken, so that nobody is written to twice.

/**
 * `run:step:visit:n`. A step that was only woken, not entered, counts on behind the number of its decision, so that
 * what it sends then is not taken for what it sent when it was entered.
 */
export function deliveryKey(runId: string, step: string, visit: number, n: number, wokenAs: number | null = null): string {
  return `${runId}:${step}:${visit}:${wokenAs === null ? '' : `${wokenAs}.`}${n}`;
}
