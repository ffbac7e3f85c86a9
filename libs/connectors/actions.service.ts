// Every action there is, bound to its client. To add one: its folder, and its line here.

import type { ActionDefinition, Delivered, DueDelivery } from './contract.js';
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

export function openActions({ smtpUrl, slackBotToken }: ActionSettings, mailbox: MailboxClient): Actions {
  const smtp = smtpUrl === undefined ? null : openSmtp(smtpUrl);
  const bound = new Map<string, Bound>([
    ...(smtp === null ? bind(mailboxActions, mailbox) : bind(smtpActions, smtp)),
    ...bind([slackAction], slackBotToken === undefined ? null : openSlack(slackBotToken)),
  ]);
  return {
    perform: async (delivery) =>
      (await bound.get(delivery.action)?.perform(delivery)) ?? { kind: 'failed', reason: `there is no action "${delivery.action}"` },
    honoursKey: (action) => bound.get(action)?.honoursKey ?? false,
    close: () => smtp?.close(),
  };
}

function bind<Client>(actions: readonly ActionDefinition<Client>[], client: Client): [string, Bound][] {
  return actions.map((action) => [
    action.name,
    { honoursKey: action.honoursKey, perform: (delivery: DueDelivery) => action.perform(delivery, client) },
  ]);
}
