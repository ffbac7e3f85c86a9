// Calls as Segment's libraries make them, about whomever is asked for. Every name that is no other call is a tracked event.

import { isFreeMail } from '#libs/language/free-mail.js';
import type { Value } from '#libs/language/value.js';
import type { Sample, SampleAbout } from '../contract.js';
import { readDomain } from '../read-address.js';
import { writeTime } from '../write-time.js';

type Json = { readonly [name: string]: Value };

const calls: Readonly<Record<string, (about: SampleAbout) => Json>> = {
  page: ({ properties }) => ({
    name: 'Pricing',
    properties: { path: '/pricing', url: 'https://www.example.com/pricing', title: 'Pricing', referrer: '', search: '', ...properties },
  }),
  screen: ({ properties }) => ({ name: 'Home', properties }),
  identify: ({ email, name, properties }) => ({ traits: { email, name, ...properties } }),
  group: ({ email, personId, properties }) => {
    const own = readDomain(email);
    const domain = own === undefined || isFreeMail(own) ? undefined : own;
    return { groupId: domain ?? personId, traits: { ...(domain === undefined ? {} : { name: domain, domain }), ...properties } };
  },
  alias: ({ email }) => ({ previousId: email }),
};

/** Events that have a meaning of their own here, though somebody else tracks them. */
const tracked: Readonly<Record<string, (about: SampleAbout) => Json>> = {
  'gong.call_held': ({ id, at }) => ({
    call_id: id,
    title: 'Demo',
    host_email: 'nina@example.com',
    started_at: writeTime(at - 1_800_000),
    ended_at: writeTime(at),
    duration_seconds: 1800,
    url: `https://app.gong.io/call?id=${id}`,
  }),
};

export const segmentSampleNames: readonly string[] = [...Object.keys(calls), ...Object.keys(tracked)];

export function segmentSample(name: string, about: SampleAbout): Sample {
  const { email, personId, userId, id, at } = about;
  const call = Object.hasOwn(calls, name) ? name : 'track';
  const body = {
    type: call,
    messageId: id,
    anonymousId: personId,
    ...(userId === undefined ? {} : { userId }),
    ...(calls[call]?.(about) ?? { event: name, properties: tracked[name]?.(about) ?? about.properties }),
    context: { library: { name: 'millrace trigger', version: '1' }, traits: { email } },
    timestamp: writeTime(at),
  };
  return { path: `/v1/${call}`, body };
}
