// Variables that a workspace names itself (`${env.HUBSPOT_TOKEN}` in connections.yaml): read when they are needed, from the
// environment or from the file that NAME_FILE names.

import { readFileSync } from 'node:fs';

/** undefined when it is not set, empty, or its file cannot be read. Never logged, never in a message. */
export function readVariable(name: string, environment: Readonly<Record<string, string | undefined>> = process.env): string | undefined {
  const value = environment[name]?.trim() ?? '';
  if (value !== '') return value;
  const file = environment[`${name}_FILE`]?.trim() ?? '';
  if (file === '') return undefined;
  try {
    const text = readFileSync(file, 'utf8').trim();
    return text === '' ? undefined : text;
  } catch {
    return undefined;
  }
}
