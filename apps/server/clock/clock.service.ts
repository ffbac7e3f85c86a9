// The one clock of the loops and the intake. In a demo it can be advanced; the offset is a row, so that every process sees it.

import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SettingsService } from '#libs/settings/settings.service.js';

@Injectable()
export class ClockService {
  private offset = 0;

  constructor(
    private readonly database: DataSource,
    private readonly settings: SettingsService,
  ) {}

  /** Epoch ms. */
  now(): number {
    return Date.now() + this.offset;
  }

  /** Loops ask before each round; costs nothing where the clock cannot be advanced. */
  async refresh(): Promise<void> {
    if (!this.settings.values.demoClock) return;
    const [row]: { value: string }[] = await this.database.query(`select value from instance where name = 'clock_offset'`);
    this.offset = Number(row?.value ?? 0);
  }

  /** Moves the clock of all processes forward and wakes the loops. */
  async advance(milliseconds: number): Promise<number> {
    const [row]: { value: string }[] = await this.database.query(
      `insert into instance (name, value) values ('clock_offset', $1)
       on conflict (name) do update set value = (instance.value::bigint + excluded.value::bigint)::text returning value`,
      [String(milliseconds)],
    );
    this.offset = Number(row?.value ?? 0);
    await this.database.query(`select pg_notify('clock', '')`);
    return this.now();
  }
}
