// Listens where the settings say. A port that was asked for and is taken is an error; the default one moves on to the next free.

import { createServer } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Settings } from '#libs/settings/settings.js';

const defaultPort = 3000;
const tries = 50;

/** The port is taken, and which setting to change. */
export class PortTaken extends Error {}

/** @returns the address, as `http://127.0.0.1:3000` */
export async function listenOn(app: NestFastifyApplication, { host, port }: Pick<Settings, 'host' | 'port'>): Promise<string> {
  const first = port ?? defaultPort;
  const last = port === undefined ? first + tries : first;
  for (let candidate = first; ; candidate += 1) {
    try {
      // Nest tells of a port that is taken as an error; here it is none until all are.
      await tryPort(candidate, host);
      await app.listen(candidate, host);
      return `http://${host.includes(':') ? `[${host}]` : host}:${candidate}`;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
      if (candidate >= last)
        throw new PortTaken(
          `Port ${first} on ${host} is taken. Set PORT to a free one, or leave it out to use the next free after ${defaultPort}.`,
        );
    }
  }
}

/** Rejects with EADDRINUSE when somebody listens there. */
function tryPort(port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}
