// connections.yaml: the vendors that are acted at, and how.

import { type Connection, connectionKinds, type Setting, variableIn } from '../connection.js';
import { connectionsKeys, vendorKeys } from '../keys/connections-keys.js';
import type { Provider } from '../provider.js';
import type { WrittenYaml } from '../yaml/written-yaml.js';
import { compileProvider, type ProviderContext } from './compile-provider.js';
import type { Reading } from './reading.js';

export interface CompiledConnections {
  readonly connections: readonly Connection[];
  readonly providers: readonly Provider[];
}

export function compileConnections(root: WrittenYaml, names: ProviderContext, read: Reading): CompiledConnections {
  read.onlyKeys(root, connectionsKeys);
  const written = root.at('connections');
  if (!read.map(written, '"connections"', 'connections: { hubspot: { token: "${env.HUBSPOT_TOKEN}" } }'))
    return { connections: [], providers: [] };
  const isProvider = (name: string) => written.at(name).has('enrich');
  return {
    connections: written.keys().flatMap((name) => (isProvider(name) ? [] : (compileConnection(name, written, read) ?? []))),
    providers: written.keys().flatMap((name) => (isProvider(name) ? (compileProvider(name, written, names, read) ?? []) : [])),
  };
}

function compileConnection(vendor: string, parent: WrittenYaml, read: Reading): Connection | undefined {
  const place = parent.keyPlace(vendor);
  if (!Object.hasOwn(connectionKinds, vendor)) {
    read.unknown('E312', 'vendor', vendor, Object.keys(connectionKinds), place);
    return undefined;
  }
  const kinds = connectionKinds[vendor]!.settings;
  const written = parent.at(vendor);
  const example = Object.keys(kinds)
    .map((name) => `${name}: "${exampleOf(vendor, name)}"`)
    .join(', ');
  if (!read.map(written, `"${vendor}"`, `${vendor}: { ${example} }`)) return undefined;
  read.onlyKeys(written, vendorKeys(vendor), `of ${vendor}`);
  const settings = new Map<string, Setting>();
  for (const [name, { required, secret }] of Object.entries(kinds)) {
    if (!written.has(name)) {
      if (required === true) read.required(written, name, `${name}: "${exampleOf(vendor, name)}"`);
      continue;
    }
    const setting = readSetting(
      written.at(name),
      { what: `${name} of ${vendor}`, example: exampleOf(vendor, name), isSecret: secret === true },
      read,
    );
    if (setting !== undefined) settings.set(name, setting);
  }
  return { vendor, settings, place };
}

function readSetting(
  written: WrittenYaml,
  { what, example, isSecret }: { readonly what: string; readonly example: string; readonly isSecret: boolean },
  read: Reading,
): Setting | undefined {
  const { value, place } = written;
  const name = typeof value === 'string' ? variableIn(value) : undefined;
  if (name !== undefined) return { kind: 'variable', name };
  if (isSecret) {
    // The value is not told again, wherever the problem is shown.
    const message = `the ${what} is a secret and must not stand here in clear`;
    const hint = `write "${example}", set that variable for the server, and replace the secret: it is known already`;
    read.findings.add({ code: 'E211', severity: 'error', message, place: { ...place, length: 4 }, hint, isSecret: true });
    return undefined;
  }
  const text = read.text(written, what);
  return text === undefined ? undefined : { kind: 'text', text };
}

function exampleOf(vendor: string, name: string): string {
  return `\${env.${vendor.toUpperCase()}_${name.toUpperCase()}}`;
}
