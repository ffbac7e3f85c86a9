// After the run: ends its Postgres and removes its folder.

export default async function teardown(): Promise<void> {
  await (globalThis as { removeTestPostgres?: () => Promise<void> }).removeTestPostgres?.();
}
