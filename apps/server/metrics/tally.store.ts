// The house's bookkeeping: accepted = done + waiting + set aside, always. Accepted is counted by the appends themselves,
// the others by ingest; the four are read in one snapshot.

import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

export interface Tally {
  readonly accepted: number;
  readonly done: number;
  readonly waiting: number;
  readonly setAside: number;
  /** Of those done, how many were repetitions. */
  readonly duplicates: number;
  /** Refused at the door: never accepted. */
  readonly rejected: number;
  /** Age of the oldest waiting fact, in seconds. */
  readonly lagSeconds: number;
}

const sql = `
select (select coalesce(sum(accepted), 0) from intake_tally)::float8 as accepted,
       (select coalesce(sum(done), 0) from shard)::float8 as done,
       (select count(*) from inbox)::float8 as waiting,
       (select coalesce(sum(set_aside), 0) from shard)::float8 as "setAside",
       (select coalesce(sum(duplicates), 0) from shard)::float8 as duplicates,
       (select coalesce(sum(count), 0) from rejection)::float8 as rejected,
       (select coalesce(greatest(extract(epoch from now() - min(received_at)), 0), 0) from inbox)::float8 as "lagSeconds"`;

@Injectable()
export class TallyStore {
  constructor(private readonly database: DataSource) {}

  async read(): Promise<Tally> {
    const [tally]: Tally[] = await this.database.query(sql);
    return tally!;
  }
}
