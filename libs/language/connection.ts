// How a vendor is reached: settings of connections.yaml. Secrets are only named; whoever acts reads them from the environment.

import type { Place } from './place.js';

export type Setting = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'variable'; readonly name: string };

export interface Connection {
  readonly vendor: string;
  readonly settings: ReadonlyMap<string, Setting>;
  readonly place: Place;
}

interface SettingKind {
  readonly about: string;
  readonly required?: true;
  readonly secret?: true;
}

/** Vendors that need settings to be acted at. The built-in connectors read them by these names. */
export const connectionKinds: Readonly<
  Record<string, { readonly about: string; readonly settings: Readonly<Record<string, SettingKind>> }>
> = {
  hubspot: {
    about: 'HubSpot, by a private app',
    settings: { token: { about: 'Its access token, with the scope crm.objects.contacts.write', required: true, secret: true } },
  },
  slack: {
    about: 'Slack, by an app’s bot; without it SLACK_BOT_TOKEN is taken',
    settings: { token: { about: 'The bot token, with the scope chat:write', required: true, secret: true } },
  },
};

/** `${env.NAME}` → NAME. */
export function variableIn(text: string): string | undefined {
  return /^\$\{\s*env\.([A-Za-z_][A-Za-z0-9_]{0,99})\s*\}$/.exec(text.trim())?.[1];
}
