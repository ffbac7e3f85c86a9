// `millrace trigger`: a realistic, signed delivery to a server, as its vendor would make it: to see a workflow work before customers do.

import { createHash, randomBytes } from 'node:crypto';
import { Command } from 'commander';
import type { Sample, SampleAbout } from '#libs/connectors/contract.js';
import { readTime } from '#libs/connectors/read-time.js';
import { sources } from '#libs/connectors/registry.js';
import { compileWorkspace } from '#libs/language/compile-workspace.js';
import { foldName } from '#libs/language/fold-name.js';
import { suggest } from '#libs/language/suggest.js';
import type { TrackingPlan } from '#libs/language/tracking-plan.js';
import { SettingsError } from '#libs/settings/settings.js';
import { stepSyntaxes } from '#libs/steps/registry.js';
import { readFolder } from '#libs/workspaces/read-folder.service.js';
import { serverOption, type ServerOptions, serverPlace } from './remote/server-options.service.js';
import { chooseSource } from './trigger/choose-source.js';
import { deliver } from './trigger/deliver.client.js';
import { sampleProperties } from './trigger/sample-properties.js';
import { secretOf, variableOf } from './trigger/secret-of.service.js';
import { BadPath, setAt } from './trigger/set-at.js';

interface Options extends ServerOptions {
  readonly list?: true;
  readonly person: string;
  readonly name?: string;
  readonly userId?: string;
  readonly set: readonly string[];
  readonly id?: string;
  readonly at?: string;
  readonly secret?: string;
  readonly config: string;
  readonly dryRun?: true;
  readonly json?: true;
}

export function triggerCommand(): Command {
  return new Command('trigger')
    .description('a realistic, signed delivery to a server, as its vendor would make it')
    .argument('[event]', 'as stripe.invoice_paid, calendly.booked, page, or an event that your product tracks')
    .option('--list', 'every event that can be triggered')
    .option('--person <email>', 'whom it is about', 'ana@example.com')
    .option('--name <name>', 'their name (else the first part of the address)')
    .option('--user-id <id>', 'their id in your product (tracked events, checkouts)')
    .option('--set <path=value>', 'another value in the body, as data.object.amount_paid=5000; may be repeated', collect, [])
    .option('--id <id>', 'of the delivery: the same id once more is the same fact (else a new one)')
    .option('--at <time>', 'when it happened, as 2026-03-02T09:00:00Z (else now)')
    .option('--secret <secret>', 'signing secret or write key (else STRIPE_WEBHOOK_SECRETS, CALENDLY_WEBHOOK_SECRETS, SEGMENT_WRITE_KEYS)')
    .addOption(serverOption())
    .option('--config <folder>', 'the workspace whose tracking plan tells the properties', 'config')
    .option('--dry-run', 'shows the body and sends nothing')
    .option('--json', 'one document on stdout')
    .addHelpText(
      'after',
      '\nExamples:\n  millrace trigger stripe.invoice_paid --person ana@acme.test --set data.object.amount_paid=5000\n' +
        '  millrace trigger "Demo Requested" --person ana@acme.test --set properties.company_size=1200',
    )
    .action(async (event: string | undefined, options: Options, command: Command) => {
      if (options.list === true) await list(options);
      else if (event === undefined) command.error('Which event? millrace trigger --list shows them.');
      else await trigger(event, options, command);
    });
}

async function list({ config, json }: Options): Promise<void> {
  const plan = await planOf(config);
  const named = sources.flatMap(({ name, samples }) => (samples?.names ?? []).map((event) => ({ event, source: name })));
  const tracked = [...(plan?.events.values() ?? [])]
    .filter(({ name }) => typeof chooseSource(name, sources) !== 'string' && !named.some(({ event }) => event === name))
    .map(({ name, about }) => ({ event: name, source: 'segment', ...(about === undefined ? {} : { about }) }));
  const events = [...named, ...tracked];
  if (json === true) process.stdout.write(`${JSON.stringify({ version: 1, events })}\n`);
  else for (const { event, source } of events) process.stdout.write(`${event.padEnd(32)} ${source}\n`);
}

async function trigger(event: string, options: Options, command: Command): Promise<void> {
  const plan = await planOf(options.config);
  const planned = plan?.canonical.get(foldName(event)) ?? event;
  const sender = chooseSource(planned, sources);
  if (typeof sender === 'string') command.error(sender);
  if (sender.source === 'segment') warnOfUnplanned(planned, plan, sender.samples.names, options.config);
  const about = aboutOf(options, planned, plan, command);
  if (sender.source === 'calendly' && options.id !== undefined && options.at === undefined)
    command.error('Calendly’s deliveries are known again by their time, too: give --at beside --id.');
  const sample = changed(sender.samples.make(planned, about)!, options.set, command);
  const url = `${serverPlace(options).server.replace(/\/+$/, '')}${sample.path}`;
  if (options.dryRun === true) {
    process.stdout.write(
      `${JSON.stringify(options.json === true ? { version: 1, event: planned, url, body: sample.body } : sample.body, null, 2)}\n`,
    );
    return;
  }
  const secret = options.secret ?? environmentSecret(sender.source, command);
  if (secret === undefined)
    command.error(`No secret to sign with: give --secret, or set ${variableOf(sender.source)} as the server ${url} has it.`);
  const bytes = Buffer.from(JSON.stringify(sample.body));
  const { status, answer } = await deliver(url, sender.samples.sign(bytes, secret, Date.now()), bytes);
  const isTaken = status >= 200 && status < 300;
  process.stdout.write(
    options.json === true
      ? `${JSON.stringify({ version: 1, event: planned, id: about.id, url, status, answer, body: sample.body })}\n`
      : `${planned} about ${about.email}, id ${about.id}\n${status} ${answer}\n`,
  );
  if (isTaken) return;
  if (status === 401) process.stderr.write(`The server does not know this secret: give the one of its ${variableOf(sender.source)}.\n`);
  process.exitCode = 1;
}

function aboutOf(options: Options, event: string, plan: TrackingPlan | undefined, command: Command): SampleAbout {
  const now = Date.now();
  const at = options.at === undefined ? now : readTime(options.at);
  if (at === undefined) command.error(`--at is a time like 2026-03-02T09:00:00Z, not “${options.at}”`);
  const email = options.person.trim().toLowerCase();
  const [local = ''] = email.split('@');
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) command.error(`--person is an e-mail address, not “${options.person}”`);
  return {
    email,
    name: options.name ?? `${local.slice(0, 1).toUpperCase()}${local.slice(1)}`,
    personId: createHash('sha256').update(email).digest('hex').slice(0, 14),
    ...(options.userId === undefined ? {} : { userId: options.userId }),
    id: options.id ?? randomBytes(12).toString('hex'),
    at,
    properties: sampleProperties(plan?.events.get(event), at),
  };
}

function changed(sample: Sample, assignments: readonly string[], command: Command): Sample {
  let { body } = sample;
  for (const assignment of assignments) {
    try {
      const { document, isNew } = setAt(body, assignment);
      body = document;
      if (isNew) process.stderr.write(`note: the sample had nothing at ${assignment.slice(0, assignment.indexOf('='))}\n`);
    } catch (error) {
      if (!(error instanceof BadPath)) throw error;
      command.error(error.message);
    }
  }
  return { ...sample, body };
}

function warnOfUnplanned(event: string, plan: TrackingPlan | undefined, calls: readonly string[], folder: string): void {
  if (plan === undefined || plan.events.has(event) || calls.includes(event)) return;
  const meant = suggest(event, plan.events.keys());
  process.stderr.write(`note: ${event} is not in the tracking plan of ${folder}${meant === undefined ? '' : `; did you mean ${meant}?`}\n`);
}

/** Undefined: there is no such folder, or it does not compile; a delivery can be made all the same. */
async function planOf(folder: string): Promise<TrackingPlan | undefined> {
  const files = await readFolder(folder).catch(() => undefined);
  return files === undefined ? undefined : compileWorkspace(files, stepSyntaxes).workspace?.plan;
}

function environmentSecret(source: string, command: Command): string | undefined {
  try {
    return secretOf(source);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return command.error(error.message);
  }
}

function collect(value: string, all: readonly string[]): readonly string[] {
  return [...all, value];
}
