// connections.yaml: vendors that are acted at.

import { connectionKinds } from '../connection.js';
import { mapOf, text } from './fragments.js';
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

export const connectionsKeys: Keys = { connections: required('Each vendor with its settings.', mapOf(vendors)) };
