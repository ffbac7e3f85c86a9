// TypeORM's way to the same Postgres: migrations, entities, ordinary queries. Never makes or changes a table by itself.

import { DataSource, type DataSourceOptions } from 'typeorm';
import { connectionOptions } from './connection.store.js';
import { migrations } from './migrations/registry.js';

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
    extra: connectionOptions,
  };
}

export function makeDataSource(url: string, size: number): DataSource {
  return new DataSource(dataSourceOptions(url, size));
}
