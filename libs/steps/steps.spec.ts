// What every step has to do, whoever writes it: one suite over the registry.

import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { Decision } from '#libs/engine/outcome.js';
import type { StepContext } from '#libs/engine/step.js';
import { steps, stepsByKind, stepSyntaxes } from './registry.js';
import { arrived, contextOf, facts, now, problemsOf, stepOf, type Given } from './step.fixture.js';

const everything: Given['scope'] = {
  person: facts({ id: '7', email: 'ana@acme.test', name: 'Ana', can_email: true }, { lifecycle: 'lead' }),
  account: facts({ id: '8', name: 'Acme', domain: 'acme.test', people: 60, contact: { id: '7', email: 'ana@acme.test' } }, {}),
  deal: facts({ id: '9', pipeline: 'new-business', stage: 'new' }),
  owner: facts({ id: 'nina' }),
  event: facts({ name: 'email.clicked', at: now }, { url: '/pricing' }),
};
const pick = () => ({ rep: 'nina', pool: 'inbound/enterprise', reason: 'turn', considered: [] }) as const;
const situations: readonly (readonly [string, Given])[] = [
  ['entered, all known', { scope: everything, facts: { pick } }],
  ['entered, nothing known', { scope: {}, facts: { pick } }],
  ['woken by a fact', { scope: everything, facts: { pick }, input: arrived('email.clicked') }],
  ['woken by a fact that says nothing', { scope: { event: facts({}) }, facts: { pick }, input: arrived('email.failed', '1') }],
  ['woken by time', { scope: everything, facts: { pick }, input: { kind: 'due' } }],
];

function portsOf({ outcome }: Decision): readonly string[] {
  switch (outcome.kind) {
    case 'go':
    case 'sleep':
      return [outcome.port];
    case 'listen':
      return [...outcome.for.map(({ port }) => port), outcome.otherwise];
    case 'finish':
    case 'fail':
      return [];
  }
}

function freeze<Whole>(value: Whole): Whole {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  Object.values(value).forEach(freeze);
  return value;
}

describe('the registry', () => {
  test('has each kind once', () => {
    expect(stepsByKind.size).toBe(steps.length);
    expect(stepSyntaxes.map(({ kind }) => kind)).toEqual([...stepsByKind.keys()]);
  });

  test('no kind is a key of another step, so that a step cannot be read as two', () => {
    const kinds = new Set(stepSyntaxes.map(({ kind }) => kind));
    expect(stepSyntaxes.flatMap(({ keys }) => Object.keys(keys).filter((key) => kinds.has(key)))).toEqual([]);
  });
});

describe.each(steps.map((step) => [step.syntax.kind, step] as const))('%s', (kind, { syntax, decide, needs }) => {
  const decideIn = (context: StepContext<unknown>): Decision => decide(context);
  const step = stepOf(syntax.example);

  test('says what it is about in sentences, and is named as it is written', () => {
    expect(syntax.about).toMatch(/^[A-Z].+\.$/s);
    expect(kind).toMatch(/^[a-z]+(_[a-z]+)*$/);
  });

  test('has an example that compiles and is one step of its kind', () => {
    expect(problemsOf(syntax.example)).toEqual([]);
    expect(step.node.kind).toBe(kind);
    expect(step.node.config).toBeDefined();
  });

  test('has a README whose example compiles', () => {
    const readme = readFileSync(new URL(`${kind.replaceAll('_', '-')}/README.md`, import.meta.url), 'utf8');
    const example = /^```yaml\n(.+?)^```/ms.exec(readme)?.[1]?.trimEnd() ?? '';
    const list = example.replaceAll(/^/gm, '  ');
    const workflow = `workflow: readme\nof: person\nwhen: [{ event: Demo Requested }]\nsteps:\n${list}\n`;
    expect(list).toContain(`- ${kind}: `.trimEnd());
    expect(problemsOf('exit: done', { files: { 'workflows/readme.yaml': workflow } })).toEqual([]);
  });

  test('refuses a key that it does not have', () => {
    const problems = problemsOf(`${syntax.example}\nnonsense: 1`);
    expect(problems.join('\n')).toContain(`unknown key "nonsense" in the step "${kind}"`);
  });

  test.each(['', '5', '[]', '[1, [2]]', '{ nonsense: { a: 1 } }', '{ "": x }', '"\\u0000"', '{ constructor: 1 }', '{ 1: 2 }'])(
    'answers %j with problems that have a place and a fix, and never throws',
    (value) => {
      const problems = problemsOf(`${kind}: ${value}`);
      // A text of any kind is a reason.
      if (kind !== 'exit' || !value.startsWith('"')) expect(problems).not.toEqual([]);
      // What is no CEL at all has its place alone.
      for (const problem of problems) expect(problem).toMatch(/^E101 \d+:\d+ .+|^E\d{3} \d+:\d+ .+ \(.+\)$/s);
    },
  );

  test.each(situations)('%s: decides the same from the same, and changes nothing that it was given', (_title, given) => {
    const context = contextOf(step, given);
    freeze(context.scope);
    freeze(context.run);
    freeze(context.input);
    const first = decideIn(context);
    expect(decideIn(context)).toEqual(first);
    expect(decideIn(contextOf(step, given))).toEqual(first);
  });

  test.each(situations)('%s: goes only through ports that it declares', (_title, given) => {
    const declared = new Set([...(syntax.ports ?? ['next']), ...Object.keys(step.node.ports)]);
    for (const port of portsOf(decideIn(contextOf(step, given)))) expect(declared).toContain(port);
  });

  test.each(situations)('%s: what it decides can be kept as JSON', (_title, given) => {
    const { outcome, writes, deliveries, note } = decideIn(contextOf(step, given));
    const said = { outcome, ...(writes && { writes }), ...(deliveries && { deliveries }), ...(note && { note }) };
    expect(JSON.parse(JSON.stringify(said))).toEqual(said);
  });

  test('says that time passes in it when it sleeps or listens', () => {
    const outcomes = situations.map(([, given]) => decideIn(contextOf(step, given)).outcome.kind);
    expect(outcomes.some((outcome) => outcome === 'sleep' || outcome === 'listen')).toBe(syntax.waits === true);
  });

  test('declares what it takes beyond the scope', () => {
    const isAsked: string[] = [];
    const noting = (routing: string) => {
      isAsked.push(routing);
      return pick();
    };
    decideIn(contextOf(step, { scope: everything, facts: { pick: noting } }));
    const declared = needs?.(step.node.config, { kind: 'start' }) ?? [];
    expect(declared.flatMap((need) => (need.kind === 'pick' ? [need.routing] : []))).toEqual(isAsked);
  });
});
