// The project's own sources as data for the tests that hold rules against them: who imports what, which globals are used, which SQL is written.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** One import of a file. */
export interface Import {
  /** A path from the root without its ending (`libs/engine/run`), or the name of a package. */
  readonly to: string;
  readonly isOurs: boolean;
  readonly isType: boolean;
}

/** A file of ours, as the rules look at it. */
export interface SourceFile {
  readonly path: string;
  readonly part: string;
  readonly role: string;
  readonly text: string;
  readonly imports: readonly Import[];
  readonly names: ReadonlySet<string>;
  /** All its literal texts, one a line. */
  readonly sql: string;
  readonly syntax: ts.SourceFile;
}

export const root = fileURLToPath(new URL('../..', import.meta.url));
/** Every TypeScript file of apps, libs and bench, parsed. The web app has a project of its own. */
export function readSourceTree(): SourceFile[] {
  return ['apps', 'libs', 'bench'].flatMap((folder) => (existsSync(join(root, folder)) ? read(folder) : []));
}

function read(folder: string): SourceFile[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return entry.name === 'node_modules' || path === 'apps/web' ? [] : read(path);
    return entry.name.endsWith('.ts') ? [parse(path)] : [];
  });
}

function parse(path: string): SourceFile {
  const text = readFileSync(join(root, path), 'utf8');
  const syntax = ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true);
  const imports: Import[] = [];
  const names = new Set<string>();
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (
      (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) &&
      node.moduleSpecifier !== undefined &&
      ts.isStringLiteral(node.moduleSpecifier)
    )
      imports.push({ ...resolveImport(path, node.moduleSpecifier.text), isType: isTypeOnly(node) });
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [name] = node.arguments;
      if (name !== undefined && ts.isStringLiteral(name)) imports.push({ ...resolveImport(path, name.text), isType: false });
    } else if (ts.isNewExpression(node) && ts.isIdentifier(node.expression)) names.add(`new ${node.expression.text}`);
    else if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression))
      names.add(`${node.expression.text}.${node.name.text}`);
    if (ts.isIdentifier(node) && isUse(node)) names.add(node.text);
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node))
      texts.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(syntax);
  const [, role = ''] = /\.([a-z0-9-]+)\.ts$/.exec(path) ?? [];
  return { path, part: partOf(path), role, text, imports, names, sql: texts.join('\n'), syntax };
}

/** `libs/people`, `apps/server`, `bench`. */
export function partOf(path: string): string {
  return path.startsWith('bench/') ? 'bench' : path.split('/').slice(0, 2).join('/');
}

function resolveImport(from: string, name: string): { to: string; isOurs: boolean } {
  const plain = name.replace(/\.js$/, '');
  if (name.startsWith('#')) return { to: plain.slice(1), isOurs: true };
  if (name.startsWith('.')) return { to: relative(root, join(root, dirname(from), plain)), isOurs: true };
  return {
    to: name.startsWith('node:')
      ? name
      : name
          .split('/')
          .slice(0, name.startsWith('@') ? 2 : 1)
          .join('/'),
    isOurs: false,
  };
}

function isTypeOnly(node: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(node)) return node.isTypeOnly;
  const clause = node.importClause;
  if (clause === undefined) return false;
  if (clause.isTypeOnly) return true;
  const { namedBindings, name } = clause;
  return (
    name === undefined &&
    namedBindings !== undefined &&
    ts.isNamedImports(namedBindings) &&
    namedBindings.elements.every(({ isTypeOnly: is }) => is)
  );
}

/** Whether an identifier is a use of the global of that name, not a property, a declaration or a type. */
function isUse(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  return (ts.isCallExpression(parent) || ts.isNewExpression(parent)) && parent.expression === node;
}
