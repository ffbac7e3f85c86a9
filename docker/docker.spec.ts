// What can be held about the image without an engine that builds it: the files it copies, the settings it names, who it runs as.

import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { schema } from '#libs/settings/settings.js';

const at = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const dockerfile = readFileSync(at('docker/Dockerfile'), 'utf8');
const instructions = dockerfile.split('\n').filter((line) => /^[A-Z]+ /.test(line));
const lastStage = instructions.slice(instructions.findLastIndex((line) => line.startsWith('FROM ')));

interface Service {
  image: string;
  user?: string;
  environment: Record<string, string>;
  build?: { context: string; dockerfile: string };
  depends_on?: Record<string, { condition: string }>;
  volumes: string[];
  ports?: string[];
}

const compose = parse(readFileSync(at('docker/compose.yaml'), 'utf8'), { merge: true }) as {
  services: Record<string, Service>;
  volumes: Record<string, null>;
};

test('everything the image copies from the repository is there and not ignored', () => {
  const ignore = readFileSync(at('docker/Dockerfile.dockerignore'), 'utf8').split('\n');
  const sources = instructions
    .filter((line) => line.startsWith('COPY ') && !line.includes('--from='))
    .flatMap((line) => line.split(' ').slice(1, -1));
  expect(sources).toContain('package-lock.json');
  for (const source of sources) {
    expect({ source, exists: existsSync(at(source)) }).toEqual({ source, exists: true });
    expect(ignore).toContain(`!${source.split('/')[0]}`);
  }
});

test('stages copy only from stages that are there, and the last has no development packages', () => {
  const stages = instructions.flatMap((line) => /^FROM .* AS (\w+)$/.exec(line)?.[1] ?? []);
  for (const line of instructions) {
    const from = /--from=(\w+)/.exec(line)?.[1];
    if (from !== undefined) expect(stages).toContain(from);
  }
  expect(stages.length).toBeGreaterThan(1);
  expect(dockerfile).toContain('npm prune --omit=dev');
});

test('the process is not root, and starts what `npm start` starts', () => {
  expect(lastStage).toContain('USER node');
  expect(lastStage.indexOf('USER node')).toBeLessThan(lastStage.findIndex((line) => line.startsWith('CMD ')));
  const { scripts } = JSON.parse(readFileSync(at('package.json'), 'utf8')) as { scripts: Record<string, string> };
  const command = JSON.parse(lastStage.find((line) => line.startsWith('CMD '))?.slice(4) ?? '[]') as string[];
  expect(scripts['start']).toContain(command.join(' '));
});

test('image and compose set only settings that exist', () => {
  const set = lastStage
    .filter((line) => line.startsWith('ENV '))
    .flatMap((line) =>
      line
        .slice(4)
        .split(' ')
        .map((pair) => pair.split('=')[0] ?? ''),
    );
  const named = [compose.services['server'], compose.services['worker']].flatMap((service) => Object.keys(service?.environment ?? {}));
  for (const name of [...set.filter((one) => one !== 'NODE_ENV'), ...named]) expect(Object.keys(schema.shape)).toContain(name);
});

test('the composition is the server, workers on demand and Postgres 18, which is not reachable from outside', () => {
  const { server, worker, postgres } = compose.services;
  expect(postgres?.image).toBe('postgres:18');
  expect(postgres?.ports).toBeUndefined();
  expect(server?.environment['ROLE']).toBe('all');
  expect(worker?.environment['ROLE']).toBe('worker');
  expect(worker?.environment['DATABASE_URL']).toBe(server?.environment['DATABASE_URL']);
  expect(server?.depends_on?.['postgres']?.condition).toBe('service_healthy');
  expect(existsSync(at(`docker/${server?.build?.context}/${server?.build?.dockerfile}`))).toBe(true);
  expect(Object.keys(compose.volumes)).toEqual(['postgres']);
});
