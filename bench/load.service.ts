// The load, from a process of its own: autocannon, keep-alive. Run as `node load.service.js` with its options as the first message.

import autocannon from 'autocannon';

export interface LoadOptions {
  readonly url: string;
  readonly connections: number;
  readonly seconds: number;
  readonly headers: Record<string, string>;
  readonly body: string;
}

export interface LoadResult {
  readonly requestsPerSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly failed: number;
}

process.once('message', (options: LoadOptions) => {
  void autocannon({
    url: options.url,
    connections: options.connections,
    duration: options.seconds,
    method: 'POST',
    headers: options.headers,
    body: options.body,
  }).then((result) => {
    const answer: LoadResult = {
      requestsPerSecond: result['2xx'] / result.duration,
      p50: result.latency.p50,
      p99: result.latency.p99,
      failed: result.non2xx + result.errors,
    };
    process.send?.(answer, () => process.exit(0));
  });
});
