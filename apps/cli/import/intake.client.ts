// Sends to the public intake: calls in batches, a vendor's deliveries one by one, several at once. What the server cannot take
// now is sent again when it says so; a batch that it refuses is halved until the one bad line stands alone.

import { setTimeout as pause } from 'node:timers/promises';
import { stringifyJson } from '#libs/language/json.js';
import { Refused } from '../remote/server.client.js';

export interface Delivery {
  readonly line: number;
  /** What is sent: a call, or the body of a vendor's webhook. */
  readonly body: unknown;
}

export type OnRefused = (line: number, why: string) => void;
type Headers = Readonly<Record<string, string>>;

const atOnce = 4;
const patience = 120;

export class Intake {
  private readonly under = new Set<Promise<void>>();
  private failure: unknown;
  /** Acknowledged by the server. */
  sent = 0;

  constructor(
    private readonly server: string,
    private readonly onRefused: OnRefused,
  ) {}

  /** Resolves when there is room for more. @throws Refused what an earlier one ended with */
  async batch(deliveries: readonly Delivery[], headers: Headers): Promise<void> {
    await this.add(() => this.sendBatch(deliveries, headers));
  }

  async webhook(delivery: Delivery, path: string, sign: (bytes: Buffer) => Headers): Promise<void> {
    await this.add(async () => {
      const bytes = Buffer.from(stringifyJson(delivery.body));
      // Signed anew each time: a signature grows old.
      const why = await this.post(path, bytes, () => sign(bytes));
      if (why === null) this.sent += 1;
      else this.onRefused(delivery.line, why);
    });
  }

  /** Waits for all. @throws Refused */
  async end(): Promise<void> {
    while (this.under.size > 0) await Promise.race(this.under);
    if (this.failure !== undefined) throw this.failure;
  }

  private async add(send: () => Promise<void>): Promise<void> {
    const task = send()
      .catch((error: unknown) => (this.failure ??= error))
      .then(() => void this.under.delete(task));
    this.under.add(task);
    while (this.under.size >= atOnce) await Promise.race(this.under);
    if (this.failure !== undefined) throw this.failure;
  }

  private async sendBatch(deliveries: readonly Delivery[], headers: Headers): Promise<void> {
    const body = Buffer.from(stringifyJson({ batch: deliveries.map((delivery) => delivery.body) }));
    const why = await this.post('/v1/batch', body, () => headers);
    if (why === null) this.sent += deliveries.length;
    else if (deliveries.length === 1) this.onRefused(deliveries[0]!.line, why);
    else {
      const half = Math.ceil(deliveries.length / 2);
      await this.sendBatch(deliveries.slice(0, half), headers);
      await this.sendBatch(deliveries.slice(half), headers);
    }
  }

  /** @returns null: taken; a text: why it is refused for good. @throws Refused when nothing goes on */
  private async post(path: string, body: Buffer, headers: () => Headers): Promise<string | null> {
    const url = `${this.server.replace(/\/+$/, '')}${path}`;
    for (let attempt = 1; ; attempt += 1) {
      const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers() }, body }).catch(
        () => undefined,
      );
      if (answer?.ok === true) {
        await answer.arrayBuffer();
        return null;
      }
      const status = answer?.status ?? 0;
      if (status === 401) throw new Refused(`${url} does not know this key or secret: give the one that the server has.`, status);
      if (status >= 400 && status < 500 && status !== 429) return reasonOf(await answer!.text());
      if (attempt >= patience)
        throw new Refused(
          `${url} takes nothing more (${status === 0 ? 'no answer' : status}). Run it again later: what was sent is known and has no second effect.`,
          status,
        );
      await pause(1000 * Math.min(10, Math.max(1, Number(answer?.headers.get('retry-after') ?? 1) || 1)));
    }
  }
}

function reasonOf(text: string): string {
  try {
    const { message, error } = JSON.parse(text) as { readonly message?: string; readonly error?: string };
    return message ?? error ?? text.slice(0, 200);
  } catch {
    return text.slice(0, 200);
  }
}
