// One planned property of an event, or one planned raw trait: its type and what its values may be.

import { foldName } from '../fold-name.js';
import { itemTypeNames, propertyKeys, typeNames } from '../keys/plan-keys.js';
import type { Type } from '../value.js';
import type { PropertyPlan } from '../tracking-plan.js';
import type { WrittenYaml } from '../yaml/written-yaml.js';
import type { Reading } from './reading.js';

/** Under `properties:`; names as event senders write them. */
export function compileProperties(written: WrittenYaml, read: Reading): ReadonlyMap<string, PropertyPlan> {
  const properties = new Map<string, PropertyPlan>();
  if (!read.map(written, '"properties"', 'properties: { plan: { type: string } }')) return properties;
  const folded = new Map<string, string>();
  for (const name of written.keys()) {
    const twin = folded.get(foldName(name));
    folded.set(foldName(name), name);
    if (twin !== undefined)
      read.problem(
        'E401',
        `"${name}" and "${twin}" are one name: keys match without regard to case, spaces, hyphens and underscores`,
        written.keyPlace(name),
        'keep one of them',
      );
    if (!/^[A-Za-z_][A-Za-z0-9_]{0,79}$/.test(name)) {
      const usable = name.replace(/[^A-Za-z0-9_]+/g, '_').replace(/^\d/, '_$&');
      read.problem(
        'E206',
        `${JSON.stringify(name.slice(0, 60))} cannot be the name of a property: conditions could not name it`,
        written.keyPlace(name),
        `letters, digits and "_": ${usable} (keys of events match without regard to case, spaces, hyphens and underscores)`,
      );
    } else if (name === 'meta') {
      read.problem('E206', '"meta" is the event\'s own metadata', written.keyPlace(name), 'choose another name');
    } else {
      properties.set(name, compileProperty(name, written, read));
    }
  }
  return properties;
}

function compileProperty(name: string, parent: WrittenYaml, read: Reading): PropertyPlan {
  const written = parent.at(name);
  const place = parent.keyPlace(name);
  if (typeof written.value === 'string') {
    const type = read.oneOf(written, 'a type', typeNames) ?? 'any';
    return { name, type: type === 'list' ? { list: 'any' } : type, required: false, place };
  }
  if (!read.map(written, `property "${name}"`, '{ type: string }')) return { name, type: 'any', required: false, place };
  read.onlyKeys(written, propertyKeys, `in property "${name}"`);
  // What is wrong with its type is told here, and not once more wherever it is read.
  const kind = written.has('type') ? read.oneOf(written.at('type'), 'a type', typeNames) : 'any';
  if (kind === undefined) return { name, type: 'any', required: false, place };
  const item = kind === 'list' && written.has('of') ? read.oneOf(written.at('of'), 'the type in a list', itemTypeNames) : 'any';
  const type: Type = kind === 'list' ? { list: (item ?? 'any') as Type } : kind;
  const required = written.has('required') ? read.flag(written.at('required'), '"required"') : false;
  const oneOf = written.has('one_of') ? readChoices(written.at('one_of'), type, read) : undefined;
  const min = readLimit(written, 'min', type, read);
  const max = readLimit(written, 'max', type, read);
  const about = written.has('about') ? read.text(written.at('about'), '"about"') : undefined;
  if (min !== undefined && max !== undefined && min > max)
    read.problem('E207', `"min" ${min} is more than "max" ${max}`, written.at('min').place, 'swap them');
  return {
    name,
    type,
    required: required ?? false,
    ...(oneOf === undefined ? {} : { oneOf }),
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    ...(about === undefined ? {} : { about }),
    place,
  };
}

function readLimit(written: WrittenYaml, key: 'min' | 'max', type: Type, read: Reading): number | undefined {
  if (!written.has(key)) return undefined;
  if (type === 'integer' || type === 'number') return read.number(written.at(key), `"${key}"`);
  read.problem('E203', `"${key}" is for an integer or a number`, written.keyPlace(key), 'remove it, or change the type');
  return undefined;
}

function readChoices(written: WrittenYaml, type: Type, read: Reading): readonly (string | number)[] | undefined {
  const items = read.list(written, '"one_of"', '[shopify, magento]');
  const wanted = type === 'integer' || type === 'number' ? 'number' : type === 'string' ? 'string' : undefined;
  const choices: (string | number)[] = [];
  for (const item of items ?? []) {
    const { value } = item;
    if ((typeof value === 'string' || typeof value === 'number') && (wanted === undefined || typeof value === wanted)) choices.push(value);
    else
      read.problem(
        'E203',
        `a choice of ${typeof type === 'string' ? type : 'list'} is a ${wanted ?? 'text or a number'}; this is ${JSON.stringify(value)}`,
        item.place,
        wanted === 'string' ? `quote it: "${String(value)}"` : undefined,
      );
  }
  return items === undefined ? undefined : choices;
}
