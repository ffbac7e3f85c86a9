// A copy of the reference workspace, to be changed by a test: its server applies what is saved in it.

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { StartedServer } from './started-server.fixture.js';

const reference = fileURLToPath(new URL('../../../config', import.meta.url));

export interface WorkspaceCopy {
  readonly folder: string;
  /** For the server that is to apply it. */
  readonly environment: Readonly<Record<string, string>>;
  read(file: string): string;
  write(file: string, text: string): void;
  /** Writes, and waits until the server stands by it. */
  apply(server: StartedServer, file: string, text: string): Promise<void>;
  remove(): void;
}

export function copyWorkspace(): WorkspaceCopy {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-config-'));
  cpSync(reference, folder, { recursive: true });
  const write = (file: string, text: string) => writeFileSync(join(folder, file), text);
  const newest = async (server: StartedServer) => ((await server.read('/api/versions?limit=1')) as { data: { id: string }[] }).data[0]?.id;
  return {
    folder,
    environment: { CONFIG_DIR: folder, APPLY_CONFIG: 'watch' },
    read: (file) => readFileSync(join(folder, file), 'utf8'),
    write,
    apply: async (server, file, text) => {
      const before = await newest(server);
      write(file, text);
      while ((await newest(server)) === before) await pause(50);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
