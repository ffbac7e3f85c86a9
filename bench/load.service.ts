// The load, from a process of its own: autocannon, keep-alive. Run as `node load.service.js` with its options as the first message.

import autocannon from 'autocannon';

export interface LoadOptions {
  readonly url: string;
  readonly connections: number;
  readonly seconds: number;
  readonly headers: Record<string, string>;
  /** Requests a second in all; absent: as fast as they are answered. */
  readonly rate?: number;
  /** Sent in turn. */
  readonly bodies: readonly string[];
}

export interface LoadResult {
  readonly requestsPerSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly acknowledged: number;
  readonly failed: number;
}

process.once('message', (options: LoadOptions) => {
  void autocannon({
    url: options.url,
    connections: options.connections,
    duration: options.seconds,
    method: 'POST',
    headers: options.headers,
    ...(options.rate === undefined ? {} : { overallRate: options.rate }),
    requests: options.bodies.map((body) => ({ body })),
  }).then((result) => {
    const answer: LoadResult = {
      requestsPerSecond: result['2xx'] / result.duration,
      acknowledged: result['2xx'],
      p50: result.latency.p50,
      p99: result.latency.p99,
      failed: result.non2xx + result.errors,
    };
    process.send?.(answer, () => process.exit(0));
  });
});
