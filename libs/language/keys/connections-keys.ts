// connections.yaml: vendors that are acted at, and providers that enrich.

import { connectionKinds } from '../connection.js';
import { expression, mapOf, named, oneOf, text } from './fragments.js';
import { key, required, type Keys } from './key.js';

/** Of one vendor. */
export function vendorKeys(vendor: string): Keys {
  const settings = Object.entries(connectionKinds[vendor]?.settings ?? {});
  return Object.fromEntries(
    settings.map(([name, setting]) => {
      const about = `${setting.about}.${setting.secret === true ? ' A secret: only as ${env.NAME}.' : ''}`;
      return [name, setting.required === true ? required(about, text) : key(about, text)];
    }),
  );
}

const vendors: Keys = Object.fromEntries(
  Object.keys(connectionKinds).map((vendor) => [vendor, key(`${connectionKinds[vendor]!.about}.`, mapOf(vendorKeys(vendor)))]),
);

/** Of a provider, which has a name of the company's own. */
export const providerKeys: Keys = {
  enrich: required('What it knows more of: account or person.', oneOf('account', 'person')),
  url: required('An https address that answers with JSON; values stand in ${{ … }}, never in the host.', text),
  headers: key('Headers of the request; secrets only as ${env.NAME}.', named(text)),
  map: required('Planned traits, and what of the answer they become, in CEL: answer.metrics.employees.', named(expression)),
};

export const connectionsKeys: Keys = {
  connections: required('Each vendor with its settings, and each provider.', {
    ...mapOf(vendors),
    additionalProperties: mapOf(providerKeys),
  }),
};
