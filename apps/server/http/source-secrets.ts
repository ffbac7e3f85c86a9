// The live secrets of each source, out of the settings. A source without any accepts nothing.

import type { SourceSecret } from '#libs/connectors/contract.js';
import type { Settings } from '#libs/settings/settings.js';

export function sourceSecrets(
  settings: Pick<Settings, 'segmentWriteKeys' | 'stripeWebhookSecrets' | 'calendlyWebhookSecrets'>,
): ReadonlyMap<string, readonly SourceSecret[]> {
  const named = (values: readonly string[]) => values.map((value, index) => ({ name: String(index + 1), value }));
  return new Map([
    ['segment', settings.segmentWriteKeys.map(({ name, key }) => ({ name, value: key }))],
    ['stripe', named(settings.stripeWebhookSecrets)],
    ['calendly', named(settings.calendlyWebhookSecrets)],
  ]);
}
