// A line between a browser and the server that can be cut: what is under way ends, and nothing is let in until it is mended.

import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

export interface Line {
  readonly url: string;
  /** Headers of every request for the stream, as they were sent. */
  readonly asked: readonly string[];
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

export async function lineTo(url: string): Promise<Line> {
  const { port } = new URL(url);
  const open = new Set<Socket>();
  const asked: string[] = [];
  let isCut = false;
  const server = createServer((near) => {
    if (isCut) return void near.destroy();
    const far = connect(Number(port), '127.0.0.1');
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        open.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.on('data', (part: Buffer) => {
      const text = part.toString('latin1');
      if (text.startsWith('GET /api/live')) asked.push(text);
    });
    near.pipe(far).pipe(near);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port: own } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${own}`,
    asked,
    cut: () => {
      isCut = true;
      for (const socket of open) socket.destroy();
    },
    mend: () => {
      isCut = false;
    },
    close: async () => {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
