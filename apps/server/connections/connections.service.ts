// Connections with what went through them lately; and their tests. A secret is read when it is asked with, and leaves in no answer.

import { ConflictException, Injectable, NotFoundException } from '@nestjs/common';
import { connectionTests } from '#libs/connectors/connection-tests.service.js';
import { openPublicHttp } from '#libs/connectors/http/public-http.client.js';
import { bad, good, type TestAnswer } from '#libs/connectors/test-answer.js';
import { fillVariables, type Provider } from '#libs/language/provider.js';
import { looked, TrafficStore } from '#libs/reporting/traffic.store.js';
import { readVariable } from '#libs/settings/read-variable.service.js';
import type { Settings } from '#libs/settings/settings.js';
import { SettingsService } from '#libs/settings/settings.service.js';
import { WorkspacesService } from '#libs/workspaces/workspaces.service.js';
import { settingsOf } from '../loops/settings-of.js';
import { type ListedConnection, listConnections } from './list-connections.js';

@Injectable()
export class ConnectionsService {
  constructor(
    private readonly traffic: TrafficStore,
    private readonly workspaces: WorkspacesService,
    private readonly settings: SettingsService,
  ) {}

  async all() {
    const [listed, cameIn, rejected, wentOut, breakers] = await Promise.all([
      this.list(),
      this.traffic.cameIn(),
      this.traffic.rejected(),
      this.traffic.wentOut(),
      this.traffic.breakers(),
    ]);
    const data = listed.map(({ place, tests, source, ...one }) => ({
      ...one,
      is_configured: one.missing.length === 0,
      file: place?.file ?? null,
      line: place?.line ?? null,
      can_test: tests !== null && (one.missing.length === 0 || tests === 'STRIPE_API_KEY') && this.secret(tests) !== null,
      in: source === null ? null : inOf(source, cameIn, rejected),
      out: one.actions.map((action) => {
        const out = wentOut.find((row) => row.action === action);
        return {
          action,
          done: out?.done ?? 0,
          failed: out?.failed ?? 0,
          waiting: out?.waiting ?? 0,
          unknown: out?.unknown ?? 0,
          last_at: out?.last_at ?? null,
          error: out?.error ?? null,
          error_at: out?.error_at ?? null,
          breaker: breakers.find((row) => row.action === action) ?? null,
        };
      }),
    }));
    return { looked, data };
  }

  /** @throws NotFoundException, ConflictException with what is missing */
  async test(name: string): Promise<TestAnswer> {
    const listed = await this.list();
    const found = listed.find((one) => one.name === name);
    if (found === undefined)
      throw new NotFoundException(`there is no connection "${name}"; there are ${listed.map((one) => one.name).join(', ')}`);
    const { tests, missing, instead, title } = found;
    if (tests === null) throw new ConflictException(`${title} only sends to us, so there is nothing to ask; ${instead ?? ''}`);
    if (missing.length > 0 && tests !== 'STRIPE_API_KEY') throw new ConflictException(`${title} is not set up: set ${missing.join(', ')}`);
    const { workspace } = await this.workspaces.current();
    if (tests === 'url') return askProvider(workspace.providers.get(name.slice('enrich.'.length))!);
    const secret = tests === 'token' ? settingsOf(workspace.connections.get(name), readVariable)['token'] : this.secret(tests);
    if (secret === undefined || secret === null) throw new ConflictException(`${title} is not set up: set ${tests}`);
    return connectionTests[name]!(secret);
  }

  private async list(): Promise<readonly ListedConnection[]> {
    const { workspace } = await this.workspaces.current();
    return listConnections(workspace, (variable) => isGiven(this.settings.values, variable) ?? readVariable(variable) !== undefined);
  }

  /** Of a variable of the settings; a connection's own are read when it is asked: told by the name alone here. */
  private secret(tests: string): string | null {
    const { smtpUrl, slackBotToken, stripeApiKey } = this.settings.values;
    const known: Readonly<Record<string, string | undefined>> = {
      SMTP_URL: smtpUrl,
      SLACK_BOT_TOKEN: slackBotToken,
      STRIPE_API_KEY: stripeApiKey,
    };
    return tests in known ? (known[tests] ?? null) : '';
  }
}

/** undefined: it is none of the settings. */
function isGiven(settings: Settings, variable: string): boolean | undefined {
  const given: Readonly<Record<string, boolean>> = {
    SEGMENT_WRITE_KEYS: settings.segmentWriteKeys.length > 0,
    STRIPE_WEBHOOK_SECRETS: settings.stripeWebhookSecrets.length > 0,
    CALENDLY_WEBHOOK_SECRETS: settings.calendlyWebhookSecrets.length > 0,
    SMTP_URL: settings.smtpUrl !== undefined,
    SLACK_BOT_TOKEN: settings.slackBotToken !== undefined,
  };
  return given[variable];
}

function inOf(
  source: string,
  cameIn: readonly { source: string; facts: number; last_at: Date }[],
  rejected: readonly { source: string; count: number; last_at: Date; reason: string }[],
) {
  const came = cameIn.find((row) => row.source === source);
  const refused = rejected.find((row) => row.source === source);
  return {
    verified: came?.facts ?? 0,
    last_at: came?.last_at ?? null,
    rejected: refused?.count ?? 0,
    rejected_at: refused?.last_at ?? null,
    rejected_because: refused?.reason ?? null,
  };
}

/** Asks about nobody's domain, on the way that a workflow asks: public addresses only. It is one question of the plan that is paid for. */
async function askProvider({ name, of, url, headers }: Provider): Promise<TestAnswer> {
  const about = of === 'account' ? 'example.com' : 'someone%40example.com';
  const filled = (text: string) => fillVariables(text, readVariable) ?? '';
  const asked = Object.fromEntries([...headers].map(([header, text]) => [header, filled(text)]));
  const answer = await openPublicHttp().get(url.map((part) => (typeof part === 'string' ? filled(part) : about)).join(''), asked);
  if (answer.kind === 'refused')
    return bad(`${name} was not asked: ${answer.reason}.`, 'its address has to be public; correct it in connections.yaml');
  if (answer.kind === 'lost') return bad(`${name} does not answer.`, 'check its address, and whether this machine reaches it');
  if (answer.status === 401 || answer.status === 403)
    return bad(`${name} refuses the key (${answer.status}).`, 'set the variable that its headers name to a key in force');
  if (answer.status < 400 || answer.status === 404) return good(`${name} answers (${answer.status}).`);
  return bad(
    `${name} answered ${answer.status}.`,
    answer.status === 429 || answer.status >= 500 ? 'try again in a minute' : 'check its address in connections.yaml',
  );
}
