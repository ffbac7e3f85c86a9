// Every action there is, bound to its client. To add one: its folder, and its line here.

import type { ActionDefinition, Delivered, DueDelivery } from './contract.js';
import { hubspotAction } from './hubspot/hubspot.action.js';
import { openHubspot } from './hubspot/hubspot.client.js';
import { mailboxActions, type MailboxClient } from './mailbox/mailbox.action.js';
import { slackAction } from './slack/slack.action.js';
import { openSlack } from './slack/slack.client.js';
import { smtpActions } from './smtp/smtp.action.js';
import { openSmtp } from './smtp/smtp.client.js';

export interface ActionSettings {
  /** Not given: letters go to the mailbox. */
  readonly smtpUrl: string | undefined;
  readonly slackBotToken: string | undefined;
}

/** A vendor's settings in connections.yaml, with what the variables hold that it names; what is not set is not there. */
export type ConnectionSettings = Readonly<Record<string, string>>;

export interface Actions {
  /** Performs once; an action that nobody knows has failed. */
  perform(delivery: DueDelivery): Promise<Delivered>;
  /** Whether a lost answer may be asked for again. */
  honoursKey(action: string): boolean;
  close(): void;
}

interface Bound {
  readonly honoursKey: boolean;
  perform(delivery: DueDelivery): Promise<Delivered>;
}

/** @param connection of a vendor, as the workspace in force has it; asked for each act, so that a change needs no new start */
export function openActions(
  { smtpUrl, slackBotToken }: ActionSettings,
  mailbox: MailboxClient,
  connection: (vendor: string) => Promise<ConnectionSettings> = () => Promise.resolve({}),
): Actions {
  const smtp = smtpUrl === undefined ? null : openSmtp(smtpUrl);
  const slack = keepLatest(openSlack);
  const hubspot = keepLatest(openHubspot);
  const bound = new Map<string, Bound>([
    ...(smtp === null ? bind(mailboxActions, () => mailbox) : bind(smtpActions, () => smtp)),
    ...bind([slackAction], async () => slack((await connection('slack'))['token'] ?? slackBotToken)),
    ...bind([hubspotAction], async () => hubspot((await connection('hubspot'))['token'])),
  ]);
  return {
    perform: async (delivery) =>
      (await bound.get(delivery.action)?.perform(delivery)) ?? { kind: 'failed', reason: `there is no action "${delivery.action}"` },
    honoursKey: (action) => bound.get(action)?.honoursKey ?? false,
    close: () => smtp?.close(),
  };
}

function bind<Client>(actions: readonly ActionDefinition<Client>[], client: () => Client | Promise<Client>): [string, Bound][] {
  return actions.map((action) => [
    action.name,
    { honoursKey: action.honoursKey, perform: async (delivery: DueDelivery) => action.perform(delivery, await client()) },
  ]);
}

/** A client for the token in force; null without one. */
function keepLatest<Client>(open: (token: string) => Client): (token: string | undefined) => Client | null {
  let latest: { readonly token: string; readonly client: Client } | null = null;
  return (token) => {
    if (token === undefined) return null;
    if (latest?.token !== token) latest = { token, client: open(token) };
    return latest.client;
  };
}
