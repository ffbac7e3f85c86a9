// Every way in and out of this installation: which variables it needs, which of them are missing (by name alone), and what it is for.

import type { Connection } from '#libs/language/connection.js';
import { connectionKinds } from '#libs/language/connection.js';
import type { Place } from '#libs/language/place.js';
import { type Provider, variablesIn } from '#libs/language/provider.js';
import type { Workspace } from '#libs/language/workspace.js';

export interface ListedConnection {
  readonly name: string;
  readonly title: string;
  readonly about: string;
  /** Names of variables; each may be NAME_FILE. */
  readonly needs: readonly string[];
  readonly missing: readonly string[];
  readonly place: Place | null;
  /** As an event names it. */
  readonly source: string | null;
  readonly actions: readonly string[];
  /** The variable, or the setting of the connection, whose value is tested; null: there is nothing that could be asked. */
  readonly tests: string | null;
  /** What to do instead of a test. */
  readonly instead: string | null;
}

type Known = Pick<ListedConnection, 'title' | 'about' | 'source' | 'actions' | 'tests' | 'instead'> & { readonly needs: string };

const builtIn: Readonly<Record<string, Known>> = {
  segment: {
    title: 'Tracking API',
    about: 'Events of your product and website, by any Segment library',
    needs: 'SEGMENT_WRITE_KEYS',
    source: 'segment',
    actions: [],
    tests: null,
    instead: 'npx millrace trigger "Signed Up" sends one event as a library does',
  },
  stripe: {
    title: 'Stripe',
    about: 'Payments, subscriptions, refunds and disputes',
    needs: 'STRIPE_WEBHOOK_SECRETS',
    source: 'stripe',
    actions: [],
    tests: 'STRIPE_API_KEY',
    instead: 'npx millrace trigger stripe.invoice_paid sends a signed sample; with STRIPE_API_KEY the key can be tested',
  },
  calendly: {
    title: 'Calendly',
    about: 'Meetings booked, moved, canceled and missed',
    needs: 'CALENDLY_WEBHOOK_SECRETS',
    source: 'calendly',
    actions: [],
    tests: null,
    instead: 'npx millrace trigger calendly.booked sends a signed sample',
  },
  mail: {
    title: 'E-mail',
    about: 'Letters to people and notices to reps',
    needs: 'SMTP_URL',
    source: null,
    actions: ['email.send', 'notify.rep'],
    tests: 'SMTP_URL',
    instead: 'mail goes to the local mailbox and never outside: nothing to test',
  },
  slack: {
    title: 'Slack',
    about: 'Notices to a channel',
    needs: 'SLACK_BOT_TOKEN',
    source: null,
    actions: ['slack.post_message'],
    tests: 'SLACK_BOT_TOKEN',
    instead: null,
  },
};

const actionsOf: Readonly<Record<string, readonly string[]>> = { slack: ['slack.post_message'], hubspot: ['hubspot.upsert_contact'] };

/** @param isSet whether a variable has a value */
export function listConnections(
  { connections, providers }: Pick<Workspace, 'connections' | 'providers'>,
  isSet: (name: string) => boolean,
): readonly ListedConnection[] {
  const missingOf = (needs: readonly string[]) => needs.filter((name) => !isSet(name));
  const listed = Object.entries(builtIn)
    .filter(([name]) => !connections.has(name))
    .map(([name, { needs, ...known }]) => ({ name, ...known, needs: [needs], missing: missingOf([needs]), place: null }));
  const written = [...connections.values()].map((connection) => ({ ...ofVendor(connection), missing: missingOf(variablesOf(connection)) }));
  const enriching = [...providers.values()].map((provider) => ({
    ...ofProvider(provider),
    missing: missingOf(variablesOfProvider(provider)),
  }));
  return [...listed, ...written, ...enriching];
}

function ofVendor(connection: Connection) {
  const { vendor, place } = connection;
  return {
    name: vendor,
    title: builtIn[vendor]?.title ?? vendor[0]!.toUpperCase() + vendor.slice(1),
    about: connectionKinds[vendor]?.about ?? 'Of connections.yaml',
    needs: variablesOf(connection),
    place,
    source: null,
    actions: actionsOf[vendor] ?? [],
    tests: 'token',
    instead: null,
  };
}

function ofProvider(provider: Provider) {
  return {
    name: `enrich.${provider.name}`,
    title: provider.name,
    about: `Enriches ${provider.of === 'account' ? 'accounts' : 'people'}`,
    needs: variablesOfProvider(provider),
    place: provider.place,
    source: null,
    actions: [`enrich.${provider.name}`],
    tests: 'url',
    instead: null,
  };
}

function variablesOf({ settings }: Connection): readonly string[] {
  return [...settings.values()].flatMap((setting) => (setting.kind === 'variable' ? [setting.name] : []));
}

function variablesOfProvider({ url, headers }: Provider): readonly string[] {
  const texts = [...url.filter((part) => typeof part === 'string'), ...headers.values()];
  return [...new Set(texts.flatMap(variablesIn))];
}
