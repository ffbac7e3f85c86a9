// The YAML parser's errors in the words of someone who edits a workspace.

import type { YAMLError } from 'yaml';

export interface YamlMistake {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

const byCode: Partial<Record<YAMLError['code'], YamlMistake>> = {
  TAB_AS_INDENT: { code: 'E008', message: 'a tab cannot indent YAML', hint: 'use two spaces for each level' },
  BAD_INDENT: {
    code: 'E002',
    message: 'the indentation does not fit, or a bracket is not closed',
    hint: 'align it with the keys above, or close the bracket',
  },
  MISSING_CHAR: { code: 'E002', message: 'a quote, bracket or colon is missing', hint: 'close it on the same line' },
  BLOCK_AS_IMPLICIT_KEY: {
    code: 'E002',
    message: 'a second "key:" stands on one line',
    hint: 'put it on a line of its own, or quote the value',
  },
  MULTILINE_IMPLICIT_KEY: { code: 'E002', message: 'a key must stand on one line', hint: 'check the line above: is its colon missing?' },
  BAD_SCALAR_START: { code: 'E003', message: 'a value cannot begin with this character', hint: 'quote this: "…"' },
  BAD_ALIAS: { code: 'E006', message: 'an alias (*name) without a name', hint: 'quote the value' },
  NON_STRING_KEY: { code: 'E002', message: 'a key must be a plain text', hint: 'quote the key' },
  TAG_RESOLVE_FAILED: { code: 'E003', message: 'a value that begins with "!" is a tag to YAML', hint: 'quote this: "!…"' },
  BAD_DQ_ESCAPE: { code: 'E002', message: 'this is no escape in a text in double quotes', hint: "use single quotes: '…'" },
  RESOURCE_EXHAUSTION: { code: 'E007', message: 'the file is nested too deeply', hint: 'at most 40 levels' },
};

export function explainYamlError(error: YAMLError): YamlMistake {
  return (
    byCode[error.code] ?? {
      code: 'E002',
      message: `not YAML: ${error.message.charAt(0).toLowerCase()}${error.message.slice(1)}`,
      hint: 'check indentation, quotes and brackets on this line',
    }
  );
}
