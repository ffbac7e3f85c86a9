// A formatted file means what it meant, has its comments, and is not changed by formatting it again.

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import { parse, stringify } from 'yaml';
import { canonicalJson } from '../compile/canonical-json.js';
import { compile } from '#libs/testing/small-workspace.js';
import { formatYaml } from './format-yaml.js';

const texts = readdirSync('config', { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.ya?ml$/.test(path))
  .map((path) => readFileSync(`config/${path}`, 'utf8'));

describe('fmt', () => {
  test('puts keys in the order of their table, with the comments before them', () => {
    const text = '# why\nworkflow:   x\nsteps:\n- email: hello # hi\n# when it starts\nwhen: [{event: "Demo Requested"}]\nof: person\n';
    expect(formatYaml(text)).toBe(
      "# why\nworkflow: x\nof: person\n# when it starts\nwhen: [{ event: 'Demo Requested' }]\nsteps:\n  - email: hello # hi\n",
    );
  });

  test('leaves the stages of a pipeline in their order', () => {
    expect(formatYaml('pipeline: p\nmatch: deal.id\nstages:\n  z:\n  a:\n')).toMatch(/z:.*\n.*a:/);
  });

  test.each([
    ['!person.can_email', "'!person.can_email'"],
    ['person.can_email ? person.role == "a" : false', '\'person.can_email ? person.role == "a" : false\''],
    ['"a" == person.role', '\'"a" == person.role\''],
    ["'a' == person.role", `"'a' == person.role"`],
    ['["a"] == person.roles', '\'["a"] == person.roles\''],
    ['person.can_email', 'person.can_email'],
  ])('quotes the condition %s where YAML would misread it, keeps comments, and is done at once', (condition, written) => {
    const text = `workflow: x\n# who\nif: ${condition} # only them\nsteps:\n  - if: ${condition}\n    then: []\n`;
    const formatted = formatYaml(text)!;
    expect(formatted).toBe(`workflow: x\n# who\nif: ${written} # only them\nsteps:\n  - if: ${written}\n    then: []\n`);
    expect(formatYaml(formatted)).toBe(formatted);
    expect(parse(formatted)).toMatchObject({ if: condition });
  });

  test('quotes what a comma cuts in two inside braces', () => {
    expect(formatYaml('workflow: x\nsteps: [{ if: x in ["a", "b"], then: [] }]\n')).toBe(
      `workflow: x\nsteps: [{ if: 'x in ["a", "b"]', then: [] }]\n`,
    );
  });

  test.each(['a: [', 'a: 1\na: 2\n', 'if: !x\nb: [\n', ''])('does not touch %j, which check refuses', (text) => {
    expect(formatYaml(text)).toBeUndefined();
  });

  test('takes BOM and CRLF away', () => {
    expect(formatYaml('\uFEFFworkflow: x\r\nof: person\r\n')).toBe('workflow: x\nof: person\n');
  });

  it('keeps meaning and comments and is done at once, whatever the style was', () => {
    const style = fc.record({
      text: fc.constantFrom(...texts),
      indent: fc.constantFrom(2, 3, 4),
      quote: fc.constantFrom('QUOTE_DOUBLE' as const, 'QUOTE_SINGLE' as const, 'PLAIN' as const),
      flow: fc.boolean(),
      seed: fc.integer(),
      comments: fc.array(fc.stringMatching(/^[a-z :"'{}]{1,20}$/), { maxLength: 5 }),
    });
    fc.assert(
      fc.property(style, ({ text, indent, quote, flow, seed, comments }) => {
        const value = parse(text) as Record<string, unknown>;
        const [first, ...rest] = Object.entries(value);
        const shuffled = rest.map((entry, index) => [entry, (seed * (index + 7)) % 13] as const).toSorted(([, a], [, b]) => a - b);
        const parts = [first!, ...shuffled.map(([entry]) => entry)].map(([key, child]) =>
          stringify({ [key]: child }, { indent, defaultStringType: quote, ...(flow ? { collectionStyle: 'any' } : {}), lineWidth: 0 }),
        );
        const styled = parts.map((part, index) => (comments[index] === undefined ? part : `# ${comments[index]}\n${part}`)).join('');
        const formatted = formatYaml(styled)!;
        expect(canonicalJson(parse(formatted))).toBe(canonicalJson(value));
        expect(formatYaml(formatted)).toBe(formatted);
        for (const comment of comments.slice(0, parts.length)) expect(formatted).toContain(`# ${comment}`.trimEnd());
      }),
      { numRuns: 200 },
    );
  });

  test('fmt, then compile, is the same workflow', () => {
    const { workspace } = compile();
    const small = compile({}).files.map(({ path, text }) => [path, /\.ya?ml$/.test(path) ? formatYaml(text)! : text] as const);
    const after = compile(Object.fromEntries(small)).workspace!;
    expect(after.workflows.get('inbound')!.hash).toBe(workspace!.workflows.get('inbound')!.hash);
    expect(after.pipelines.get('new-business')!.stages.map(({ name }) => name)).toEqual(
      workspace!.pipelines.get('new-business')!.stages.map(({ name }) => name),
    );
  });
});
