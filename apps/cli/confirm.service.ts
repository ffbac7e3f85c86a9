// Asks before something is done; only where somebody is there to answer.

import { createInterface } from 'node:readline/promises';
import { Refused } from './remote/server.client.js';

/**
 * @param otherwise what to do where nobody can answer: `look at the plan, then give --yes`
 * @throws Refused when stdin is no terminal
 */
export async function confirm(question: string, otherwise: string): Promise<boolean> {
  if (!process.stdin.isTTY) throw new Refused(`Nobody is there to say yes: ${otherwise}.`, 0);
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(`${question} (yes/no) `);
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}
