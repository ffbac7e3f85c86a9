// Puts the outbox together with letters, connectors, suppressions and the inbox: one round performs what is due, and its
// answers are facts in the inbox, in the same commit that ends the deliveries.

import type { ClientBase, Pool, PoolClient } from 'pg';
import { type Actions, openActions } from '#libs/connectors/actions.service.js';
import type { Delivered, DueDelivery, Letter } from '#libs/connectors/contract.js';
import { openPublicHttp, type PublicHttp } from '#libs/connectors/http/public-http.client.js';
import { answerItem } from '#libs/connectors/millrace/millrace.source.js';
import { notify } from '#libs/database/wake.store.js';
import { EmailProblem } from '#libs/emails/compiled-email.js';
import { Mailbox } from '#libs/emails/mailbox.store.js';
import { messageIdOf } from '#libs/emails/message-id.service.js';
import { renderEmail } from '#libs/emails/render-email.js';
import { renderNotice } from '#libs/emails/render-notice.js';
import { unsubscribeToken } from '#libs/emails/unsubscribe-token.service.js';
import { appendRows } from '#libs/intake/append.store.js';
import { mustRecheck } from '#libs/ingest/send-rules.js';
import type { Value } from '#libs/language/value.js';
import type { Sender, Workspace } from '#libs/language/workspace.js';
import { answersOf } from '#libs/outbox/answers-of.js';
import { Circuits } from '#libs/outbox/circuit.js';
import { deliverBatch, type Ended } from '#libs/outbox/deliver-batch.service.js';
import type { ClaimedDelivery } from '#libs/outbox/delivery-slice.js';
import { loadSuppressed, suppress } from '#libs/people/suppression.store.js';
import { findStopped } from '#libs/runs/run.store.js';
import { readVariable } from '#libs/settings/read-variable.service.js';
import type { Settings } from '#libs/settings/settings.js';
import { instanceSecret } from '../instance/instance-secret.store.js';
import { enrichBy } from './enrich-by.service.js';
import { settingsOf } from './settings-of.js';
import { holdsOf } from './holds.store.js';
import { publicUrlOf, senderOf } from './sender-of.js';

export interface DeliverOptions {
  readonly pool: Pool;
  readonly settings: Settings;
  /** Epoch ms. */
  readonly now: () => number;
  readonly workspace: () => Workspace | Promise<Workspace>;
  /** Uuid of the tally row that counts the answers. */
  readonly processUuid: string;
  /** Another one for tests, which may ask their own machine. */
  readonly publicHttp?: PublicHttp;
  /** Of runs that would stop now: id → why. Locks their subjects. */
  readonly stops?: (client: PoolClient, runIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;
}

export interface DeliverRound {
  /** @returns how many rows it took; 0: nothing is due */
  round(): Promise<number>;
  /** Call when no round is under way. */
  close(): Promise<void>;
}

/** Rows a round: what is done is noted when all of them are. */
const rowsAtOnce = 200;
const mailActions = new Set(['email.send', 'notify.rep']);

export function makeDeliverRound({
  pool,
  settings,
  now,
  workspace,
  processUuid,
  stops,
  publicHttp = openPublicHttp(),
}: DeliverOptions): DeliverRound {
  const mailbox = new Mailbox(pool);
  const actions: Actions = openActions(settings, { put: (key, letter) => mailbox.put(key, letter, now()) }, async (vendor) =>
    settingsOf((await workspaceOf()).connections.get(vendor), readVariable),
  );
  const circuits = new Circuits();
  let secret: Promise<string> | undefined;
  /** The one that this round's letters are made with. */
  let current: Promise<Workspace> | undefined;

  async function refusals(client: ClientBase, deliveries: readonly ClaimedDelivery[]): Promise<ReadonlyMap<string, string>> {
    const stopped = await findStopped(
      client,
      deliveries.map(({ runId }) => runId).filter((id) => id !== null),
    );
    const letters = deliveries.filter(({ action }) => mailActions.has(action));
    const suppressed = await loadSuppressed(
      client,
      await secretOf(),
      letters.map(({ recipient }) => recipient),
    );
    const refused = new Map<string, string>();
    for (const { id, recipient } of letters) {
      const reason = suppressed.get(recipient);
      if (reason !== undefined) refused.set(id, `must not be written to: ${reason}`);
    }
    for (const { id, runId } of deliveries) if (runId !== null && stopped.has(runId)) refused.set(id, 'the run was stopped before it left');
    return refused;
  }

  async function stopsOf(client: PoolClient, deliveries: readonly ClaimedDelivery[]): Promise<ReadonlyMap<string, string>> {
    const asked = deliveries.filter(mustRecheck);
    if (asked.length === 0 || stops === undefined) return new Map();
    const found = await stops(
      client,
      asked.map(({ runId }) => runId!),
    );
    return new Map(asked.flatMap(({ id, runId }) => (found.has(runId!) ? [[id, `the run stops: ${found.get(runId!)!}`]] : [])));
  }

  async function perform(delivery: ClaimedDelivery): Promise<Delivered> {
    const { id, key, action, recipient: to, payload, attempts } = delivery;
    const due: DueDelivery = { id, key, action, to, payload, attempts };
    if (action.startsWith('enrich.'))
      return enrichBy(payload, { workspace: await workspaceOf(), http: publicHttp, now: now(), variable: readVariable });
    if (!mailActions.has(action)) return actions.perform(due);
    // A name or a list in place of an address would reach somebody else.
    if (!/^[^\s@<>,;:"()[\]\\]+@[^\s@<>,;:"()[\]\\]+$/.test(to)) return { kind: 'failed', reason: 'the recipient is no e-mail address' };
    const letter = letterFor(delivery, await workspaceOf(), await secretOf());
    return 'kind' in letter ? letter : actions.perform({ ...due, letter });
  }

  function letterFor({ key, action, recipient: to, payload }: ClaimedDelivery, current: Workspace, instance: string): Letter | Delivered {
    if (action === 'notify.rep') {
      const from: Pick<Sender, 'name' | 'email'> = senderOf(settings.mailFrom, current.sender);
      return renderNotice(payload, { to, from, messageId: messageIdOf(instance, key, from.email) });
    }
    const template = typeof payload['template'] === 'string' ? payload['template'] : '';
    const email = current.emails.get(template);
    if (email === undefined) return { kind: 'failed', reason: `there is no email "${template}" any more` };
    const token = unsubscribeToken(instance, { email: to, delivery: key, template });
    try {
      const { letter, missing } = renderEmail(email, current, (payload['data'] ?? {}) as Readonly<Record<string, Value>>, {
        to,
        messageId: messageIdOf(instance, key, current.sender.email),
        unsubscribeUrl: `${publicUrlOf(settings)}/u/${token}`,
      });
      const names = [...new Set(missing.map(({ path }) => path))].join(', ');
      return names === '' ? letter : { kind: 'failed', reason: `not known: ${names} (in a template: {{default ${missing[0]?.path} "…"}})` };
    } catch (error) {
      if (error instanceof EmailProblem) return { kind: 'failed', reason: error.message };
      throw error;
    }
  }

  async function answer(client: ClientBase, ended: readonly Ended[]): Promise<void> {
    const receivedAt = now();
    for (const { mark, outcome } of ended)
      if (outcome?.kind === 'failed' && outcome.isBounce === true)
        await suppress(client, await secretOf(), {
          email: mark.delivery.recipient,
          reason: 'bounced',
          at: receivedAt,
          source: `delivery:${mark.delivery.id}`,
        });
    const answers = ended.flatMap(({ mark, outcome }) => answersOf(mark, outcome, receivedAt));
    if (answers.length === 0) return;
    await appendRows(
      client,
      processUuid,
      answers.map((one) => ({ row: answerItem(one), receivedAt })),
    );
    await notify(client, 'inbox');
  }

  function workspaceOf(): Promise<Workspace> {
    current ??= Promise.resolve(workspace());
    return current;
  }

  function secretOf(): Promise<string> {
    secret ??= instanceSecret(pool);
    // A database that was away for a moment is asked again.
    secret.catch(() => (secret = undefined));
    return secret;
  }

  return {
    round: () => {
      current = undefined;
      return deliverBatch(
        {
          pool,
          circuits,
          now,
          honoursKey: (action) => action.startsWith('enrich.') || actions.honoursKey(action),
          refusals,
          stops: stopsOf,
          holds: (client, left) => holdsOf(client, left, now()),
          perform,
          answer,
        },
        rowsAtOnce,
      );
    },
    close: () => Promise.resolve(actions.close()),
  };
}
