// `millrace why`: why something is as it is, or did not happen, as a short tree. Asked of a server.

import { Command } from 'commander';
import { accountOf, dealOf, idIn, rows } from './remote/find-subject.client.js';
import { ask, type ServerPlace } from './remote/server.client.js';
import { type ServerOptions, serverPlace, withServer } from './remote/server-options.service.js';

interface Options extends ServerOptions {
  readonly json?: true;
}

interface Found {
  readonly lines: readonly string[];
}

export function whyCommand(): Command {
  return withServer(new Command('why'))
    .description('why a deal, an owner, a stage, a tier, a score or a message is as it is, or somebody is not in a workflow')
    .argument('<what>', 'deal, stage, owner, tier, score, email or workflow')
    .argument('<who>', 'an id, a domain or an address; of a workflow and a score its name')
    .argument('[whose]', 'of a score: a domain or an address; of a workflow: an address')
    .option('--json', 'one document on stdout')
    .addHelpText(
      'after',
      '\nExamples:\n  millrace why deal acme.test\n  millrace why score fit acme.test\n  millrace why email ana@acme.test\n  millrace why workflow re-engage ana@acme.test',
    )
    .action(async (what: string, who: string, whose: string | undefined, options: Options, command: Command) => {
      const place = serverPlace(options);
      const path = await pathOf(place, what, who, whose);
      if (path === null) command.error(`millrace why ${what} ${who}: not a question; see millrace why --help`);
      const found = await ask<Found>(place, 'GET', `/api/why/${path}`);
      process.stdout.write(options.json === true ? `${JSON.stringify({ version: 1, ...found })}\n` : `${found.lines.join('\n')}\n`);
    });
}

/** Null: there is no such question. */
async function pathOf(place: ServerPlace, what: string, who: string, whose: string | undefined): Promise<string | null> {
  if (what === 'deal') return `deal/${await dealOf(place, who)}`;
  if (what === 'stage') return `deal/${await dealOf(place, who)}?current=true`;
  if (what === 'owner') return `owner/account/${await accountOf(place, who)}`;
  if (what === 'tier') return `tier/${await accountOf(place, who)}`;
  if (what === 'email') return `email/${await emailOf(place, who)}`;
  if (what === 'score' && whose !== undefined) return `score/${await scoredOf(place, who, whose)}/${encodeURIComponent(who)}`;
  if (what === 'workflow' && whose !== undefined) return `workflow/${encodeURIComponent(who)}?person=${encodeURIComponent(whose)}`;
  return null;
}

/** The latest message to somebody with that address. */
async function emailOf(place: ServerPlace, who: string): Promise<string> {
  if (!who.includes('@')) return encodeURIComponent(who);
  const person = idIn(await rows(place, `people?email=${encodeURIComponent(who)}`), 'id', `person with the address ${who}`);
  return idIn(await rows(place, `deliveries?person=${person}&action=email.send&limit=1`), 'id', `message to ${who}`);
}

/** An address may mean the person or its account: whoever has such a score. */
async function scoredOf(place: ServerPlace, score: string, whose: string): Promise<string> {
  if (!whose.includes('@')) return `account/${await accountOf(place, whose)}`;
  const [person] = await rows(place, `people?email=${encodeURIComponent(whose)}`);
  const id = idIn(person === undefined ? [] : [person], 'id', `person with the address ${whose}`);
  const scores = await ask<{ readonly questions: readonly unknown[] }>(
    place,
    'GET',
    `/api/why/score/person/${id}/${encodeURIComponent(score)}`,
  );
  return scores.questions.length > 0 || typeof person?.['account_id'] !== 'string' ? `person/${id}` : `account/${person['account_id']}`;
}
