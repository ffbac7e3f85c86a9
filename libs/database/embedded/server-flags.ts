// How the embedded Postgres is tuned: for a machine it shares with the server, without giving up durability.

const mebibyte = 1024 * 1024;

/**
 * Flags of the `postgres` command, name to value.
 * @param memory bytes that this machine or container has
 */
export function serverFlags(memory: number): Record<string, string> {
  const shared = Math.floor(Math.min(1024, Math.max(64, memory / 8 / mebibyte)));
  const cache = Math.floor(Math.max(256, memory / 2 / mebibyte));
  return {
    shared_buffers: `${shared}MB`,
    effective_cache_size: `${cache}MB`,
    work_mem: '16MB',
    maintenance_work_mem: `${Math.max(64, Math.floor(shared / 4))}MB`,
    max_connections: '200',
    // Checkpoints far apart: each one makes whole pages go through the log again.
    max_wal_size: '4GB',
    checkpoint_timeout: '15min',
    random_page_cost: '1.1',
    jit: 'off',
    // The inbox is a queue: its dead rows must go soon.
    autovacuum_naptime: '10s',
    timezone: 'UTC',
    // Nothing of a row may reach the log: no statement, no key that was a duplicate.
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    unix_socket_directories: '',
    listen_addresses: '127.0.0.1',
  };
}
