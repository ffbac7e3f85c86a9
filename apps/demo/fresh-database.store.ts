// A database of the demo's own, made anew at each start, so that the story always begins at its beginning.

import { Client } from 'pg';

const name = 'millrace_demo';

/** @returns the URL of the new, empty database on the same server */
export async function freshDatabase(url: string): Promise<string> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`drop database if exists ${name} with (force)`);
    await client.query(`create database ${name}`);
  } finally {
    await client.end();
  }
  const fresh = new URL(url);
  fresh.pathname = `/${name}`;
  return fresh.toString();
}
