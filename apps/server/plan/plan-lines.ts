// A plan as lines (NDJSON): how far it is, and at the end the plan or what went wrong. Whoever asks sees that it goes on.

import type { Plan } from './plan.service.js';

type Make = (onProgress: (done: number, of: number) => void) => Promise<Plan>;

export async function* planLines(make: Make): AsyncGenerator<string> {
  let wake = (): void => undefined;
  let progress: { done: number; of: number } | null = null;
  let end: string | null = null;
  const say = (line: object): string => `${JSON.stringify(line)}\n`;
  void make((done, of) => {
    progress = { done, of };
    wake();
  })
    .then(
      (plan) => say({ plan }),
      (error: unknown) => say({ error: error instanceof Error ? error.message : String(error) }),
    )
    .then((line) => {
      end = line;
      wake();
    });
  for (;;) {
    if (end !== null) return yield end;
    if (progress !== null) {
      const told = say({ progress });
      progress = null;
      yield told;
    } else await new Promise<void>((resolve) => (wake = resolve));
  }
}
