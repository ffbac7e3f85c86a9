// Ids for new rows, from blocks of a sequence: pure code takes them without asking, and two processes never get one twice.

import type { ClientBase } from 'pg';

/** Ids a number of the sequence stands for. */
const blockSize = 10_000;

export class IdBlocks {
  private next = 0;
  private end = 0;
  private readonly spare: number[] = [];

  /** Makes sure that a batch can take so many without asking. */
  async prepare(client: ClientBase, count: number): Promise<void> {
    while (this.end - this.next + this.spare.length * blockSize < count) this.spare.push(await fetchBlock(client));
  }

  /** The next id, as decimal digits. Throws when more are taken than were prepared. */
  readonly take = (): string => {
    if (this.next === this.end) {
      const block = this.spare.shift();
      if (block === undefined) throw new RangeError('More ids were taken than were prepared for this batch.');
      this.next = block;
      this.end = this.next + blockSize;
    }
    this.next += 1;
    return String(this.next - 1);
  };
}

/** A sequence gives no number twice, whatever becomes of the transaction. */
async function fetchBlock(client: ClientBase): Promise<number> {
  const { rows } = await client.query<{ block: string }>(`select nextval('subject_id') as block`);
  return Number(rows[0]!.block) * blockSize;
}
