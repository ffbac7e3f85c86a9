// The reader and the JSON Schema know the same keys: every map of real files is given one key too many and one too few.

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, normalize } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Ajv, type ValidateFunction } from 'ajv';
import { parse, stringify } from 'yaml';
import { compileWorkspace } from '../compile-workspace.js';
import type { SourceFile } from '../source-file.js';
import { parseTestFile } from '../test-file.js';
import { stepSyntaxes } from '#libs/steps/registry.js';
import { fileKinds, jsonSchemas, kindKeys, type FileKind } from './json-schemas.js';

type Path = readonly (string | number)[];

const ajv = new Ajv({ allErrors: true, strict: false });
const validators = new Map<FileKind, ValidateFunction>([...jsonSchemas(stepSyntaxes)].map(([kind, schema]) => [kind, ajv.compile(schema)]));
const files: readonly SourceFile[] = readdirSync('config', { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.(ya?ml|hbs|json)$/.test(path) && !path.startsWith('.'))
  .sort()
  .map((path) => ({ path, text: readFileSync(`config/${path}`, 'utf8') }));
const documents = files.filter(({ path }) => /\.ya?ml$/.test(path)).map((file) => ({ file, value: parse(file.text) as object }));

function kindOf(value: object): FileKind {
  return fileKinds.find((kind) => kind === Object.keys(value)[0])!;
}

function accepts(value: object): boolean {
  return validators.get(kindOf(value))!(value);
}

/** Codes of what the compiler says about this file when it reads so. */
function codesOf(file: SourceFile, value: object): readonly string[] {
  const changed = { path: file.path, text: stringify(value) };
  if (kindOf(value) === 'test') return parseTestFile(changed).problems.map(({ code }) => code);
  const { problems } = compileWorkspace(
    files.map((each) => (each.path === file.path ? changed : each)),
    stepSyntaxes,
  );
  return problems.map(({ code }) => code);
}

/** Where maps stand in a value. */
function mapsIn(value: unknown, path: Path = []): readonly Path[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => mapsIn(item, [...path, index]));
  if (typeof value !== 'object' || value === null) return [];
  return [path, ...Object.entries(value).flatMap(([key, child]) => mapsIn(child, [...path, key]))];
}

function changedAt(value: object, path: Path, change: (map: Record<string, unknown>) => void): object {
  const copy = structuredClone(value);
  change(path.reduce<unknown>((map, key) => (map as Record<string | number, unknown>)[key], copy) as Record<string, unknown>);
  return copy;
}

describe.each(documents.map(({ file, value }) => [file.path, file, value] as const))('config/%s', (_path, file, value) => {
  test('names the schema of its kind in a line that editors read', () => {
    const path = /^# yaml-language-server: \$schema=(\S+)$/m.exec(file.text)?.[1] ?? '';
    expect(normalize(`config/${dirname(file.path)}/${path}`)).toBe(`config/.schemas/${kindOf(value)}.json`);
  });

  test('fits the schema of its kind', () => {
    const validate = validators.get(kindOf(value))!;
    validate(value);
    expect(validate.errors ?? []).toEqual([]);
  });

  test('a key that does not exist is refused by both, wherever it stands', () => {
    for (const path of mapsIn(value)) {
      const changed = changedAt(value, path, (map) => (map['nonsense_key'] = { of_mine: [] }));
      expect([path, accepts(changed), codesOf(file, changed).length === 0]).toEqual([path, expect.any(Boolean), accepts(changed)]);
    }
  });

  test('what the schema demands, the compiler demands, too', () => {
    for (const path of mapsIn(value))
      for (const key of Object.keys(
        path.reduce<unknown>((map, each) => (map as Record<string | number, unknown>)[each], value) as object,
      )) {
        if (path.length === 0 && key === Object.keys(value)[0]) continue;
        const changed = changedAt(value, path, (map) => delete map[key]);
        if (!accepts(changed)) expect([path, key, codesOf(file, changed)]).not.toEqual([path, key, []]);
      }
  });
});

describe('the schemas in config/.schemas', () => {
  test.each(fileKinds)('%s is as `millrace schema` would write it now', (kind) => {
    expect(JSON.parse(readFileSync(`config/.schemas/${kind}.json`, 'utf8'))).toEqual(jsonSchemas(stepSyntaxes).get(kind));
  });
});

describe('the tables', () => {
  test('say about each key what it is for, in a sentence', () => {
    const silent = [...jsonSchemas(stepSyntaxes)].flatMap(([kind, schema]) =>
      describedKeys(schema, kind).filter(([, about]) => !/^[^ ].{3,}/.test(about)),
    );
    expect(silent).toEqual([]);
  });

  test('a step of each kind can be written as its example shows', () => {
    for (const { kind, example } of stepSyntaxes) {
      const workflow = { workflow: 'x', when: [{ event: 'Demo Requested' }], steps: [parse(example) as object] };
      expect([kind, accepts(workflow)]).toEqual([kind, true]);
    }
  });

  test('the first key of each kind is the one that names it', () => {
    for (const kind of fileKinds) expect(Object.keys(kindKeys[kind])[0]).toBe(kind);
  });
});

function describedKeys(schema: unknown, path: string): readonly (readonly [string, string])[] {
  if (Array.isArray(schema)) return schema.flatMap((each, index) => describedKeys(each, `${path}/${index}`));
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties, additionalProperties } = schema as {
    properties?: Record<string, { description?: string }>;
    additionalProperties?: unknown;
  };
  const own = Object.entries((additionalProperties === false && properties) || {}).map(
    ([key, { description }]) => [`${path}.${key}`, description ?? ''] as const,
  );
  return [...own, ...Object.entries(schema).flatMap(([key, child]) => describedKeys(child, `${path}.${key}`))];
}
