// TypeORM's way to the same Postgres: migrations, entities, ordinary queries. Never makes or changes a table by itself.

import pg from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { connectionOptions } from './connection.store.js';
import { migrations } from './migrations/registry.js';
import { SightedPool } from './sighted-pool.store.js';

export function dataSourceOptions(url: string, size: number): DataSourceOptions {
  return {
    type: 'postgres',
    url,
    poolSize: size,
    applicationName: connectionOptions.application_name,
    synchronize: false,
    migrationsRun: false,
    migrations: [...migrations],
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'each',
    // pg itself, with pools that know what a request may see.
    driver: { ...pg, Pool: SightedPool },
    extra: connectionOptions,
  };
}

export function makeDataSource(url: string, size: number): DataSource {
  return new DataSource(dataSourceOptions(url, size));
}
