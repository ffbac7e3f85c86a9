// Who sends an event of that name: the vendor that says it, else whoever tracks.

import type { SourceDefinition, Samples } from '#libs/connectors/contract.js';
import { suggest } from '#libs/language/suggest.js';

export interface Sender {
  readonly source: string;
  readonly samples: Samples;
}

/** @returns a text: why nobody sends that, and what may have been meant */
export function chooseSource(name: string, sources: readonly SourceDefinition[]): Sender | string {
  const senders = sources.flatMap(({ name: source, samples }) => (samples === undefined ? [] : [{ source, samples }]));
  const own = senders.find(({ samples }) => samples.names.includes(name));
  if (own !== undefined) return own;
  const [vendor] = name.split('.', 1);
  if (name.startsWith('email.') || name.startsWith('delivery.'))
    return `${name} is said by Millrace itself, when a message was sent: no webhook brings it`;
  const ofVendor = senders.find(({ source }) => name.startsWith(`${source}.`));
  if (ofVendor !== undefined) {
    const meant = suggest(name, ofVendor.samples.names);
    return `${vendor} sends no ${name}${meant === undefined ? '' : `; did you mean ${meant}?`} (millrace trigger --list)`;
  }
  const tracking = senders.find(({ source }) => source === 'segment');
  return tracking ?? `nobody sends ${name} (millrace trigger --list)`;
}
