// The only reader of process.env. Secrets may come from files (NAME_FILE), as container platforms mount them.

import { readFileSync } from 'node:fs';
import { parseSettings, secretVariables, SettingsError, type Settings } from './settings.js';

/**
 * Reads files of secrets, then checks everything.
 * @throws SettingsError with every problem at once
 */
export function readSettings(environment: Readonly<Record<string, string | undefined>> = process.env): Settings {
  const problems: string[] = [];
  const values: Record<string, string | undefined> = { ...environment };
  for (const name of secretVariables) {
    const file = environment[`${name}_FILE`]?.trim();
    if (file === undefined || file === '') continue;
    if (values[name] !== undefined && values[name] !== '') problems.push(`${name} and ${name}_FILE are both set; keep one`);
    else values[name] = readSecret(`${name}_FILE`, file, problems);
  }
  try {
    const settings = parseSettings(values);
    if (problems.length === 0) return settings;
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    problems.push(...error.problems);
  }
  throw new SettingsError(problems);
}

function readSecret(name: string, file: string, problems: string[]): string | undefined {
  try {
    const text = readFileSync(file, 'utf8').trim();
    if (text === '') problems.push(`${name} names \`${file}\`, which is empty`);
    return text;
  } catch (error) {
    problems.push(`${name} names \`${file}\`, which cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown error'})`);
    return undefined;
  }
}
