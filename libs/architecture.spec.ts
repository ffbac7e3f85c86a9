// Holds the tree against architecture.ts. A rule that breaks says which file, what it did, and why that is not done here.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import ts from 'typescript';
import {
  badNames,
  compositions,
  composers,
  impureNames,
  longestFile,
  owners,
  parts,
  purePackages,
  pureRoles,
  shellRoles,
  strangers,
  testRoles,
} from './architecture.js';
import { partOf, readSourceTree, root } from './testing/source-tree.service.js';

const files = readSourceTree();
const shipped = files.filter(({ role, path }) => !(role in testRoles) && !path.startsWith('libs/testing/') && !path.includes('/test/'));

const isShell = (role: string) => role in shellRoles;
const isComposition = (path: string) => compositions.some(({ pattern }) => pattern.test(path));
const isPure = ({ path, role }: { path: string; role: string }) => !isShell(role) && !(role in testRoles) && !isComposition(path);
const roleOf = (to: string) => /\.([a-z0-9-]+)$/.exec(to)?.[1] ?? '';

function expectNone(problems: readonly string[]): void {
  expect(problems.toSorted((a, b) => (a < b ? -1 : 1)).join('\n')).toBe('');
}

describe('the architecture', () => {
  test('every part is known to architecture.ts', () => {
    const unknown = new Set(
      shipped
        .map(({ part }) => part)
        .filter((part) => !part.endsWith('.ts') && !(part in parts) && !(composers as readonly string[]).includes(part)),
    );
    expectNone([...unknown].map((part) => `${part}: say in libs/architecture.ts what it may import, and why`));
  });

  test('a part imports only what it may', () => {
    const problems = shipped.flatMap(({ path, part, imports }) => {
      const rule = parts[part];
      if (rule === undefined) return [];
      return imports
        .filter(({ isOurs, to }) => isOurs && partOf(to) !== part && to !== 'libs/architecture')
        .filter(({ to }) => {
          const name = to.replace(/^libs\//, '');
          if (rule.any.some((allowed) => name === allowed || (!allowed.includes('/') && name.startsWith(`${allowed}/`)))) return false;
          return !rule.pure.some((allowed) => name.startsWith(`${allowed}/`) && isPure({ path: `${to}.ts`, role: roleOf(to) }));
        })
        .map(
          ({ to }) =>
            `${path} imports ${to}: ${part} may import ${[...rule.any, ...rule.pure.map((one) => `${one} (pure)`)].join(', ') || 'nothing of ours'}. ${rule.why}`,
        );
    });
    expectNone(problems);
  });

  test('libs know no app, and nothing that ships knows the tests', () => {
    expectNone(
      shipped.flatMap(({ path, part, imports }) =>
        imports
          .filter(
            ({ isOurs, to }) =>
              isOurs && (part.startsWith('libs/') ? /^(apps|bench)\//.test(to) : part !== 'bench' && to.startsWith('bench/')),
          )
          .map(({ to }) => `${path} imports ${to}: apps are put together from libs, never the other way round`)
          .concat(
            imports
              .filter(({ to }) => part !== 'bench' && (to.startsWith('libs/testing/') || roleOf(to) in testRoles))
              .map(({ to }) => `${path} imports ${to}: what only tests use is not shipped`),
          ),
      ),
    );
  });

  test('a step knows no other step, a vendor no other vendor', () => {
    expectNone(
      shipped
        .filter(({ part, path }) => ['libs/steps', 'libs/connectors'].includes(part) && path.split('/').length > 3)
        .flatMap(({ path, imports, part }) =>
          imports
            .filter(({ to }) => to.startsWith(`${part}/`) && to.split('/').length > 3 && to.split('/')[2] !== path.split('/')[2])
            .map(
              ({ to }) =>
                `${path} imports ${to}: each is one folder that can be deleted; what two need is named for what it is, beside them`,
            ),
        ),
    );
  });

  test('libs make no circle', () => {
    const edges = new Map<string, Set<string>>();
    for (const { part, imports } of shipped)
      for (const { to, isOurs } of imports)
        if (isOurs && part.startsWith('libs/') && partOf(to) !== part) edges.set(part, (edges.get(part) ?? new Set()).add(partOf(to)));
    const circles: string[] = [];
    const walk = (trail: readonly string[]): void => {
      for (const next of edges.get(trail.at(-1) ?? '') ?? []) {
        if (next === trail[0]) circles.push(`${[...trail, next].join(' → ')}: two libs that need each other are one, or share a third`);
        else if (!trail.includes(next) && next > (trail[0] ?? '')) walk([...trail, next]);
      }
    };
    for (const part of edges.keys()) walk([part]);
    expectNone(circles);
  });

  test('a file without a shell role is pure', () => {
    const problems = shipped.filter(isPure).flatMap(({ path, imports, names }) => [
      ...imports
        .filter(({ isOurs, isType, to }) => !isOurs && !isType && !(purePackages as readonly string[]).includes(to))
        .map(({ to }) => `${path} imports ${to}: a pure file computes; give it a role (.service, .store …) or move that part out`),
      ...imports
        .filter(({ isOurs, isType, to }) => isOurs && !isType && isShell(roleOf(to)))
        .map(({ to }) => `${path} imports ${to}: what calls shell is shell; hand the result in`),
      ...Object.entries(impureNames)
        .filter(([name]) => names.has(name))
        .map(([name, why]) => `${path} uses ${name}: ${why}`),
    ]);
    expectNone(problems);
  });

  test('only the settings read the environment', () => {
    // NO_COLOR is a wish of the terminal, not a setting.
    const readers = shipped.filter(
      ({ names, path, text }) =>
        names.has('process.env') && !path.startsWith('libs/settings/') && /process\.env(?!\[?\W*\.?NO_COLOR)/.test(text),
    );
    expectNone(readers.map(({ path }) => `${path} reads process.env: take the settings (libs/settings)`));
  });

  test('every table has one owner, and only that part writes to it', () => {
    const ownerOf = new Map(Object.entries(owners).flatMap(([part, tables]) => tables.map((table) => [table, part] as const)));
    const schema = readFileSync(join(root, 'libs/database/schema.sql'), 'utf8');
    const ownerless = [...schema.matchAll(/^create table (\w+)/gm)].map(([, table]) => table ?? '').filter((table) => !ownerOf.has(table));
    const written = shipped
      .filter(({ path, part }) => part !== 'bench' && !path.startsWith('libs/database/') && !(path in strangers))
      .flatMap(({ path, part, sql }) =>
        [...sql.matchAll(/\b(?:insert into|update|delete from|truncate(?: table)?)\s+(?:only\s+)?(\w+)/gi)]
          .map(([, table]) => table ?? '')
          .filter((table) => ownerOf.has(table) && ownerOf.get(table) !== part)
          .map(
            (table) =>
              `${path} writes to ${table}, which is ${ownerOf.get(table)}’s: ask its service, so that one place knows what a row means`,
          ),
      );
    expectNone([...ownerless.map((table) => `${table}: say in libs/architecture.ts whose it is`), ...written]);
  });

  test('names say what a thing is', () => {
    expectNone(
      files.flatMap(({ path, role }) => {
        const said = path.replace(/\.ts$/, '').split('/');
        const name = said.at(-1)?.split('.')[0] ?? '';
        return [
          ...said
            .filter((part) => (badNames as readonly string[]).includes(part.split('.')[0] ?? ''))
            .map((part) => `${path}: \`${part}\` says nothing; name it for what it is`),
          ...(/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) ? [] : [`${path}: files are named in kebab-case`]),
          ...(/(^|-)v\d+$/.test(name) ? [`${path}: there is one version of a thing; the old one goes`] : []),
          ...(role === '' || isShell(role) || role in pureRoles || role in testRoles
            ? []
            : [`${path}: .${role} is no role; libs/architecture.ts lists them`]),
          ...((path.split('/').at(-1)?.split('.').length ?? 0) > (role in testRoles ? 4 : 3) ? [`${path}: one role a file`] : []),
        ];
      }),
    );
  });

  test('no barrels and no base classes', () => {
    expectNone(
      shipped.flatMap(({ path, syntax }) =>
        syntax.statements.flatMap((statement) => {
          if (ts.isExportDeclaration(statement) && statement.moduleSpecifier !== undefined)
            return [`${path} exports another file’s names: import them where they are`];
          if (ts.isClassDeclaration(statement) && statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AbstractKeyword) === true)
            return [`${path} has an abstract class: hand in what differs`];
          return [];
        }),
      ),
    );
  });

  test('a file says at its top what it is', () => {
    expectNone(
      shipped
        .filter(({ text }) => !/^(#!.*\n)?(\/\/|\/\*\*)/.test(text))
        .map(({ path }) => `${path} does not open with a line that says what it is`),
    );
  });

  test(`no file is longer than ${longestFile} lines`, () => {
    expectNone(
      files
        .filter(({ path }) => !path.startsWith('libs/database/migrations/'))
        .map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }))
        .filter(({ lines }) => lines > longestFile)
        .map(({ path, lines }) => `${path} has ${lines} lines: there is a second thing in it`),
    );
  });
});
