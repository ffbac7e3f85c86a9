// Every source there is. To add one: its folder, and its line here.

import { calendlySource } from './calendly/calendly.source.js';
import type { SourceDefinition } from './contract.js';
import { millraceSource } from './millrace/millrace.source.js';
import { segmentSource } from './segment/segment.source.js';
import { stripeSource } from './stripe/stripe.source.js';

export const sources: readonly SourceDefinition[] = [segmentSource, stripeSource, calendlySource, millraceSource];

const byName = new Map(sources.map((source) => [source.name, source]));

/**
 * Who understands an inbox row.
 * @param source as an item says it: `stripe`, `segment:website`
 * @throws Error for a source that is not there any more
 */
export function sourceOf(source: string): SourceDefinition {
  const colon = source.indexOf(':');
  const found = byName.get(colon < 0 ? source : source.slice(0, colon));
  if (found === undefined) throw new Error(`There is no source \`${source}\`.`);
  return found;
}
