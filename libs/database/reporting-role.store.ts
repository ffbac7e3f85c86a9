// The role that other tools read reports with: it may read the views of schema `reporting` and no table. A role is the whole server's, not this
// database's, and the company's Postgres may not let us make one: then somebody who may does it once (docs/reporting.md).

import type { ClientBase, Pool } from 'pg';

export const reportingRole = 'millrace_reporting';

/** Safe to call at every start: what was added to the schema since is granted. Not there and not ours to make: nothing happens. */
export async function grantReporting(client: ClientBase): Promise<void> {
  await client.query(`
do $$ begin
  if not exists (select from pg_roles where rolname = '${reportingRole}') then
    begin
      create role ${reportingRole} nologin;
    exception
      when insufficient_privilege or duplicate_object or unique_violation then null;
    end;
  end if;
  if exists (select from pg_roles where rolname = '${reportingRole}') then
    grant usage on schema reporting to ${reportingRole};
    grant select on all tables in schema reporting to ${reportingRole};
  end if;
end $$`);
}

export async function hasReportingRole(client: ClientBase | Pool): Promise<boolean> {
  return (await client.query('select from pg_roles where rolname = $1', [reportingRole])).rowCount === 1;
}
