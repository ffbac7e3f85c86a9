// The local mailbox: what would have been sent, where no SMTP server is set. The API shows it; nothing leaves the house.

import type { Pool } from 'pg';
import { jsons, texts, timestamps } from '#libs/database/columns.js';
import type { Letter } from '#libs/connectors/contract.js';

interface Waiting {
  readonly key: string;
  readonly letter: Letter;
  /** Epoch ms. */
  readonly at: number;
  resolve(): void;
  reject(error: unknown): void;
}

export class Mailbox {
  private waiting: Waiting[] = [];

  constructor(private readonly pool: Pool) {}

  /**
   * One row a key: putting a letter in twice is putting it in once. Letters that come in the same moment share one statement.
   * @param at epoch ms
   * @returns when it is committed
   */
  put(key: string, letter: Letter, at: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ key, letter, at, resolve, reject });
      if (this.waiting.length === 1) setImmediate(() => void this.flush());
    });
  }

  private async flush(): Promise<void> {
    const letters = this.waiting;
    this.waiting = [];
    try {
      await this.insert(letters);
      for (const { resolve } of letters) resolve();
    } catch (error) {
      for (const { reject } of letters) reject(error);
    }
  }

  private async insert(letters: readonly Waiting[]): Promise<void> {
    const column = (read: (letter: Letter) => string | null) => texts(letters.map(({ letter }) => read(letter)));
    await this.pool.query({
      name: 'put_letters',
      text: `
insert into mailbox (key, at, sender, recipient, template, subject, html, text, headers)
select * from unnest($1::text[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::jsonb[])
on conflict (key) do nothing`,
      values: [
        texts(letters.map(({ key }) => key)),
        timestamps(letters.map(({ at }) => at)),
        column(({ from }) => `${from.name} <${from.email}>`),
        column(({ to }) => to),
        column(({ template }) => template),
        column(({ subject }) => subject),
        column(({ html }) => html),
        column(({ text }) => text),
        jsons(letters.map(({ letter }) => JSON.stringify(letter.headers))),
      ],
    });
  }
}
