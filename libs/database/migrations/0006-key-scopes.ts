// A key's scope is one of those that the server knows.

import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeyScopes0006 implements MigrationInterface {
  readonly name = 'KeyScopes1764000000006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table api_key add constraint api_key_scope_check check (scope in ('read', 'ops', 'admin'))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table api_key drop constraint api_key_scope_check');
  }
}
