// The secret a delivery is signed with: as the server has it, from the same variables.

import { readSettings } from '#libs/settings/read-settings.service.js';

const variables: Readonly<Record<string, string>> = {
  segment: 'SEGMENT_WRITE_KEYS',
  stripe: 'STRIPE_WEBHOOK_SECRETS',
  calendly: 'CALENDLY_WEBHOOK_SECRETS',
};

export function variableOf(source: string): string {
  return variables[source] ?? `${source.toUpperCase()}_WEBHOOK_SECRETS`;
}

/**
 * The newest of several.
 * @returns undefined when the environment has none
 * @throws SettingsError
 */
export function secretOf(source: string): string | undefined {
  const { segmentWriteKeys, stripeWebhookSecrets, calendlyWebhookSecrets } = readSettings();
  const secrets: Readonly<Record<string, readonly string[]>> = {
    segment: segmentWriteKeys.map(({ key }) => key),
    stripe: stripeWebhookSecrets,
    calendly: calendlyWebhookSecrets,
  };
  return secrets[source]?.[0];
}
