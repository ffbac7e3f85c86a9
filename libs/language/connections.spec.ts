// connections.yaml: vendors are known, secrets are only named.

import { describe, expect, test } from '@jest/globals';
import { compile } from '#libs/testing/small-workspace.js';
import { formatProblems } from './format-problem.js';

const written = (text: string) => compile({ 'connections.yaml': text });
const told = (text: string) => {
  const { problems, files } = written(text);
  return formatProblems(problems, files, 'human');
};

describe('connections.yaml', () => {
  test('names the variable that holds a secret; the workspace has the name alone', () => {
    for (const text of [
      'connections:\n  hubspot: { token: "${env.HUBSPOT_TOKEN}" }\n',
      'connections:\n  hubspot:\n    token: ${env.HUBSPOT_TOKEN}\n',
    ])
      expect(written(text).workspace?.connections.get('hubspot')?.settings.get('token')).toEqual({
        kind: 'variable',
        name: 'HUBSPOT_TOKEN',
      });
  });

  test('a secret in clear is refused with the fix, and not shown once more', () => {
    const text = told('connections:\n  hubspot: { token: pat-na1-secret-0123 }\n');
    expect(text).toContain('connections.yaml:2:21  error[E211] the token of hubspot is a secret and must not stand here in clear');
    expect(text).toContain('write "${env.HUBSPOT_TOKEN}"');
    expect(text).not.toContain('na1');
  });

  test.each([
    ['connections:\n  hubspt: { token: "${env.T}" }\n', 'error[E312] there is no vendor "hubspt"', 'did you mean "hubspot"?'],
    ['connections:\n  hubspot: { tokn: "${env.T}" }\n', 'error[E201] unknown key "tokn" of hubspot', 'did you mean "token"?'],
    ['connections:\n  hubspot: {}\n', 'error[E202] "token" is missing', 'add token: "${env.HUBSPOT_TOKEN}"'],
    ['connections:\n  hubspot: { token: "${HUBSPOT_TOKEN}" }\n', 'error[E211]', 'write "${env.HUBSPOT_TOKEN}"'],
    ['connections: hubspot\n', 'error[E203]', 'connections: { hubspot:'],
  ])('%j is refused with the fix', (text, problem, hint) => {
    expect(told(text)).toContain(problem);
    expect(told(text)).toContain(hint);
  });
});
