// A vendor's settings with what the variables hold that it names.

import type { Connection } from '#libs/language/connection.js';

/** What is not set is left out: the action says what to set. */
export function settingsOf(
  connection: Connection | undefined,
  variable: (name: string) => string | undefined,
): Readonly<Record<string, string>> {
  const settings: Record<string, string> = {};
  for (const [name, setting] of connection?.settings ?? []) {
    const value = setting.kind === 'text' ? setting.text : variable(setting.name);
    if (value !== undefined) settings[name] = value;
  }
  return settings;
}
