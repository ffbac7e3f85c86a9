// Hands the database to every part of a Nest process: pg's Pool for the hot statements, TypeORM's DataSource for the rest.
// The database is open and migrated before the module is made.

import { type DynamicModule, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Pool } from 'pg';
import { openPool } from './connection.store.js';
import { dataSourceOptions } from './data-source.store.js';
import { Wake } from './wake.store.js';

export interface DatabaseModuleOptions {
  readonly url: string;
  /** Connections of the pool for hot statements, and of TypeORM's. */
  readonly poolSize: number;
  readonly ordinaryPoolSize?: number;
}

@Module({})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(
    @Inject(Pool) private readonly pool: Pool,
    @Inject(Wake) private readonly wake: Wake,
  ) {}

  static with({ url, poolSize, ordinaryPoolSize = 5 }: DatabaseModuleOptions): DynamicModule {
    return {
      module: DatabaseModule,
      global: true,
      imports: [TypeOrmModule.forRoot({ ...dataSourceOptions(url, ordinaryPoolSize), autoLoadEntities: true, retryAttempts: 0 })],
      providers: [
        { provide: Pool, useFactory: () => openPool(url, poolSize) },
        {
          provide: Wake,
          useFactory: async () => {
            const wake = new Wake(url);
            await wake.start();
            return wake;
          },
        },
      ],
      exports: [Pool, Wake],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.wake.stop();
    await this.pool.end();
  }
}
