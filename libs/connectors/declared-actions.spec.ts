// What every declared act has to have, whoever adds it: one suite over all.

import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { openActions } from './actions.service.js';
import { declaredActions } from './declared-actions.js';

const actions = openActions({ smtpUrl: undefined, slackBotToken: undefined }, { put: () => Promise.resolve() });

test('each has a name of its own', () => {
  expect(new Set(declaredActions.map(({ name }) => name)).size).toBe(declaredActions.length);
});

describe.each(declaredActions.map((action) => [action.name, action] as const))('%s', (name, { about, fields, recipient }) => {
  test('is named after its vendor and says what it does in sentences, as its fields do', () => {
    expect(name).toMatch(/^[a-z]+\.[a-z]+(_[a-z]+)*$/);
    expect(about).toMatch(/^[A-Z].+\.$/s);
    for (const field of Object.values(fields)) expect(field.about).toMatch(/^[A-Z]/);
  });

  test('says by a required text whom it reaches', () => {
    expect(fields[recipient]).toMatchObject({ type: 'string', required: true });
  });

  test('has its fields in its vendor’s README', () => {
    const readme = readFileSync(new URL(`${name.split('.')[0]}/README.md`, import.meta.url), 'utf8');
    for (const field of Object.keys(fields)) expect(readme).toContain(`| \`${field}\` |`);
    expect(readme).toContain(`\`${name}\``);
  });

  test('is performed by somebody, who without a connection says what to set', async () => {
    const answer = await actions.perform({ id: '1', key: 'k', action: name, to: '', payload: {}, attempts: 0 });
    expect(answer).toMatchObject({ kind: 'failed', reason: expect.stringContaining('is not connected') });
  });
});
