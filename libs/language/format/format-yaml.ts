// One way to write a workspace's file: keys in the order of their table, one indentation, one kind of quote. Comments stay
// with what they stand before. What a file means is never changed: a text that would read otherwise is left as it was. Only what YAML
// misreads (`if: !a`, `if: a ? b : c`) is put in quotes, as `millrace check` asks for.

import { isMap, isScalar, Lexer, parseDocument, visit, type Document, type Pair, type Scalar, type YAMLMap } from 'yaml';
import { canonicalJson } from '../compile/canonical-json.js';
import { withQuotes } from '../yaml/read-yaml.js';
import { kindKeys, type FileKind } from '../keys/json-schemas.js';

/** @returns undefined for what is no YAML, or several documents: `millrace check` says what is wrong with it */
export function formatYaml(text: string): string | undefined {
  const plain = withQuotes(text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n'));
  const document = plain === undefined ? undefined : parse(plain);
  if (plain === undefined || document === undefined) return undefined;
  const before = meaningOf(document);
  const kind = firstKey(document.contents);
  let hasAlias = false;
  visit(document, {
    Alias: () => {
      hasAlias = true;
    },
  });
  // An alias stands behind its anchor; in another order it might not.
  if (isMap(document.contents) && kind !== undefined && Object.hasOwn(kindKeys, kind) && !hasAlias)
    sortKeys(document.contents, Object.keys(kindKeys[kind as FileKind]));
  visit(document, {
    Scalar: (_key, node) => {
      oneKindOfQuote(node);
    },
  });
  const written = closeLists(document.toString({ lineWidth: 0, indentSeq: true, singleQuote: true, flowCollectionPadding: true }));
  const after = parse(written);
  return after !== undefined && meaningOf(after) === before ? written : plain;
}

function parse(text: string): Document | undefined {
  try {
    const document = parseDocument(text, { prettyErrors: false, stringKeys: true, logLevel: 'silent' });
    return document.errors.length > 0 || document.warnings.length > 0 || document.contents === null ? undefined : document;
  } catch {
    return undefined;
  }
}

/** Without the order of keys, which only the stages of a pipeline mean something by: those are no table's. */
function meaningOf(document: Document): string {
  const value: unknown = document.toJS({ maxAliasCount: 100 });
  const stages = typeof value === 'object' && value !== null && 'stages' in value ? Object.keys(value.stages ?? {}) : [];
  return canonicalJson([value, stages]);
}

function firstKey(contents: unknown): string | undefined {
  const key = isMap(contents) ? contents.items[0]?.key : undefined;
  return isScalar(key) && typeof key.value === 'string' ? key.value : undefined;
}

/** Keys that the table does not have stay behind the others, in their order. */
function sortKeys(map: YAMLMap, order: readonly string[]): void {
  const rank = ({ key }: Pair): number => {
    const at = isScalar(key) ? order.indexOf(String(key.value)) : -1;
    return at < 0 ? order.length : at;
  };
  map.items = map.items.toSorted((a, b) => rank(a) - rank(b));
}

/** 'single' where nothing has to be escaped. */
function oneKindOfQuote(node: Scalar): void {
  if (typeof node.value !== 'string' || node.type !== 'QUOTE_DOUBLE') return;
  // eslint-disable-next-line no-control-regex -- what double quotes alone can say
  if (/^[^'\\\u0000-\u001F\u007F-\u009F\u2028\u2029]*$/.test(node.value)) node.type = 'QUOTE_SINGLE';
}

/** `[ a, b ]` → `[a, b]`: the library pads lists as it pads maps. */
function closeLists(text: string): string {
  const marks = new Set(['\u0002', '\u0018', '\uFEFF']);
  const tokens = [...new Lexer().lex(text)].filter((token) => !marks.has(token));
  const isScalarSource = (index: number): boolean => tokens[index - 1] === '\u001F';
  return tokens
    .filter((token, index) => {
      if (token === '\u001F') return false;
      if (isScalarSource(index) || !/^ +$/.test(token)) return true;
      const opens = tokens[index - 1] === '[' && !isScalarSource(index - 1);
      return !opens && tokens[index + 1] !== ']';
    })
    .join('');
}
