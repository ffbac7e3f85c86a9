import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { explain, explanations } from './explain.js';

function codesUsedBelow(folder: string): Set<string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('spec.ts') && !file.startsWith('explain'),
  );
  return new Set(files.flatMap((file) => [...readFileSync(`${folder}/${file}`, 'utf8').matchAll(/'(E\d{3})'/g)].map((match) => match[1]!)));
}

const used = new Set([
  ...codesUsedBelow('libs/language'),
  ...codesUsedBelow('libs/steps'),
  ...codesUsedBelow('apps/cli'),
  ...codesUsedBelow('libs/workspaces'),
]);

describe('explain', () => {
  it('knows every code that a check can report', () => {
    expect([...used].filter((code) => explain(code) === undefined)).toEqual([]);
  });

  it('explains no code that nothing reports', () => {
    expect(Object.keys(explanations).filter((code) => !used.has(code))).toEqual([]);
  });

  it('shows the mistake and its fix', () => {
    expect(explain('E205')).toBe(
      'E205: not a duration\n\nA number with a unit: s, m, h, d or w, or several of them. It is more than nothing.\n\nInstead of\n  wait: 4\nwrite\n  wait: 4d',
    );
  });

  it('says nothing of codes that do not exist', () => {
    expect(explain('E999')).toBeUndefined();
    expect(explain('constructor')).toBeUndefined();
  });
});
