// What a benchmark is: it measures a path and the raw limit of the same work in one run, because machines are noisy and ratios are not.

export interface BenchOptions {
  /** Events a request, where that applies. */
  readonly batch: number;
  tell(line: string): void;
}

export interface Result {
  /** Name with its unit → value: `intake_events_per_s`. */
  readonly figures: Record<string, number>;
  readonly ratios: Record<string, number>;
}

export type Bench = (options: BenchOptions) => Promise<Result>;

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
