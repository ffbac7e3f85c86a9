// A provider in connections.yaml: `clearbit: { enrich: account, url: …, headers: { … }, map: { employees: answer.employees } }`.

import { connectionKinds } from '../connection.js';
import type { Expression } from '../expression.js';
import { providerKeys } from '../keys/connections-keys.js';
import type { Provider } from '../provider.js';
import { variablesIn } from '../provider.js';
import type { Written } from '../step-syntax.js';
import type { TrackingPlan } from '../tracking-plan.js';
import type { WrittenYaml } from '../yaml/written-yaml.js';
import { Formulas } from './formulas.js';
import type { TypedNames } from './names.js';
import type { Reading } from './reading.js';

/** Names of headers and of parameters in an address whose values are secrets. */
const secretName = /auth|key|token|secret|password/i;
const secretParameter = /[?&][^=&#]*(?:auth|key|token|secret|password)[^=&#]*=[^$&#]/i;

export interface ProviderContext {
  readonly plan: TrackingPlan;
  readonly names: TypedNames;
}

export function compileProvider(given: string, parent: WrittenYaml, { plan, names }: ProviderContext, read: Reading): Provider | undefined {
  const written = parent.at(given);
  const name = /^[a-z][a-z0-9_-]{0,40}$/.test(given) && !Object.hasOwn(connectionKinds, given) ? given : undefined;
  if (name === undefined)
    read.problem(
      'E206',
      `${JSON.stringify(given.slice(0, 60))} cannot be the name of a provider`,
      parent.keyPlace(given),
      'lower case letters, digits, "-" and "_"; not a vendor’s',
    );
  read.onlyKeys(written, providerKeys, `of ${given}`);
  const of = read.oneOf(written.at('enrich'), '"enrich"', ['account', 'person']);
  const urlWritten = read.required(written, 'url', 'url: "https://api.example.com/companies?domain=${{ account.domain }}"');
  const mapWritten = read.required(written, 'map', 'map: { employees: answer.employees }');
  const url = of === undefined || urlWritten === undefined ? undefined : readUrl(urlWritten, new Formulas(read, names.scope([of])), read);
  const headers = written.has('headers') ? readHeaders(written.at('headers'), read) : new Map<string, string>();
  const map = of === undefined || mapWritten === undefined ? undefined : readMapping(mapWritten, of, plan, read);
  if (name === undefined || of === undefined || url === undefined || headers === undefined || map === undefined) return undefined;
  return { name, of, url, headers, map, place: written.place };
}

function readUrl(written: WrittenYaml, formulas: Formulas, read: Reading): Provider['url'] | undefined {
  const text = read.text(written, '"url"');
  if (text === undefined) return undefined;
  if (!/^https:\/\/[A-Za-z0-9.-]+(?::\d{1,5})?\//.test(text)) {
    const hint = 'as in https://api.example.com/companies?domain=${{ account.domain }}; no value stands in the host';
    read.problem('E209', '"url" begins with https:// and a host', written.place, hint);
    return undefined;
  }
  if (secretParameter.test(text) && variablesIn(text).length === 0) return secretInClear('the key in "url"', written, read);
  const parts: (string | Expression)[] = [];
  let from = 0;
  for (const found of text.matchAll(/\$\{\{(.*?)\}\}/gs)) {
    const expression = formulas.expression(textAt(found[1]!.trim(), written));
    if (expression === undefined) return undefined;
    parts.push(text.slice(from, found.index), expression);
    from = found.index + found[0].length;
  }
  return [...parts, text.slice(from)].filter((part) => part !== '');
}

function readHeaders(written: WrittenYaml, read: Reading): ReadonlyMap<string, string> | undefined {
  if (!read.map(written, '"headers"', 'headers: { Authorization: "Bearer ${env.KEY}" }')) return undefined;
  const headers = new Map<string, string>();
  for (const name of written.keys()) {
    const value = read.text(written.at(name), `the header ${name}`);
    if (value === undefined) continue;
    if (!/^[A-Za-z][A-Za-z0-9-]{0,60}$/.test(name) || /^(?:host|content-length|transfer-encoding|connection)$/i.test(name))
      read.problem(
        'E206',
        `${JSON.stringify(name.slice(0, 60))} cannot be a header here`,
        written.keyPlace(name),
        'as in Authorization or X-Api-Key',
      );
    else if (secretName.test(name) && variablesIn(value).length === 0) secretInClear(`the header ${name}`, written.at(name), read);
    else if (/[\r\n]/.test(value))
      read.problem('E203', `the header ${name} has more than one line`, written.at(name).place, 'write it in one line');
    else headers.set(name, value);
  }
  return headers.size === written.keys().length ? headers : undefined;
}

function readMapping(written: WrittenYaml, of: 'account' | 'person', plan: TrackingPlan, read: Reading): Provider['map'] | undefined {
  if (!read.map(written, '"map"', 'map: { employees: answer.employees }')) return undefined;
  const formulas = new Formulas(read, { answer: { own: {}, traits: {}, open: true } });
  const map = written.keys().flatMap((name) => {
    const trait = plan[of].get(name);
    if (trait === undefined) {
      const fix = `plan it: plan: ${of} with properties: { ${name}: { type: string } }`;
      read.unknown('E308', 'planned trait of the ' + of, name, [...plan[of].keys()], written.keyPlace(name), fix);
      return [];
    }
    const value = formulas.expression(written.at(name), trait.type === 'string' ? undefined : trait.type);
    return value === undefined ? [] : [{ trait, value }];
  });
  if (written.keys().length === 0)
    read.problem('E202', '"map" is empty', written.place, 'name a planned trait: map: { employees: answer.employees }');
  return map.length === written.keys().length && map.length > 0 ? map : undefined;
}

/** A piece of the address as if it were written alone. */
function textAt(value: string, { place }: WrittenYaml): Written {
  const written: Written = { value, place, at: () => written, keyPlace: () => place, keys: () => [] };
  return written;
}

function secretInClear(what: string, written: WrittenYaml, read: Reading): undefined {
  const message = `${what} is a secret and must not stand here in clear`;
  const hint = 'write ${env.NAME} in its place, set that variable for the server, and replace the secret: it is known already';
  read.findings.add({ code: 'E211', severity: 'error', message, place: { ...written.place, length: 4 }, hint, isSecret: true });
  return undefined;
}
