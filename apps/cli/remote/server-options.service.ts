// Which server a command speaks to: flags, then the environment, then ~/.config/millrace/config.json, then this machine's own.

import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { type Command, Option } from 'commander';
import type { ServerPlace } from './server.client.js';

export interface ServerOptions {
  readonly server?: string;
  readonly key?: string;
}

export function withServer(command: Command): Command {
  return command
    .addOption(serverOption())
    .addOption(new Option('--key <key>', 'an API key of it (else ~/.config/millrace/config.json)').env('MILLRACE_KEY'));
}

/** For what needs no key of the API. */
export function serverOption(): Option {
  return new Option('--server <url>', 'the server (else ~/.config/millrace/config.json, else http://127.0.0.1:3000)').env(
    'MILLRACE_SERVER',
  );
}

export function serverPlace({ server, key }: ServerOptions): ServerPlace {
  const kept = readKept();
  // An empty variable of the environment says nothing.
  const place = { server: server || kept.server || 'http://127.0.0.1:3000' };
  // A kept key is for the kept server: it is not sent elsewhere.
  const keyOfPlace = key || (place.server === kept.server ? kept.key : undefined);
  return keyOfPlace === undefined ? place : { ...place, key: keyOfPlace };
}

/** What ~/.config/millrace says; undefined: nothing. */
export function keptPlace(): ServerPlace | undefined {
  return readKept().server === undefined ? undefined : serverPlace({});
}

/** `{"server": …, "key": …}`. */
export function keptFile(): string {
  return join(homedir(), '.config/millrace/config.json');
}

function readKept(): ServerOptions {
  try {
    const kept: unknown = JSON.parse(readFileSync(keptFile(), 'utf8'));
    if (typeof kept !== 'object' || kept === null) return {};
    const { server, key } = kept as Record<string, unknown>;
    return { ...(typeof server === 'string' ? { server } : {}), ...(typeof key === 'string' ? { key } : {}) };
  } catch {
    return {};
  }
}
