import { afterEach, describe, expect, test } from '@jest/globals';
import nock from 'nock';
import { hubspotAction } from './hubspot.action.js';
import { openHubspot } from './hubspot.client.js';
import { understandUpsert, upsertBody } from './upsert-contact.js';

const payload = { email: 'ana@acme.test', properties: { lifecycle: 'dormant', seats: 3, paying: true, shops: ['a', 'b'], gone: null } };
const delivery = { id: '1', key: 'k', action: 'hubspot.upsert_contact', to: 'ana@acme.test', payload, attempts: 0 };
const hubspot = () =>
  nock('https://api.hubapi.com', { reqheaders: { authorization: 'Bearer pat-1' } }).post(
    '/crm/objects/2026-03/contacts/batch/upsert',
    (body) => (asked = body) !== null,
  );
let asked: unknown;

afterEach(() => nock.cleanAll());

describe('a contact in HubSpot', () => {
  test('is made or changed by its e-mail address; every property is a text, an unknown one is left as it is', async () => {
    hubspot().reply(200, { status: 'COMPLETE', results: [{ id: '51', new: true, properties: {} }] });
    expect(await hubspotAction.perform(delivery, openHubspot('pat-1'))).toEqual({ kind: 'done', answer: { id: '51', new: true } });
    expect(asked).toEqual({
      inputs: [
        {
          idProperty: 'email',
          id: 'ana@acme.test',
          properties: { email: 'ana@acme.test', lifecycle: 'dormant', seats: '3', paying: 'true', shops: 'a;b' },
        },
      ],
    });
  });

  test('is asked for again when HubSpot wants that, and after the time it names', async () => {
    hubspot().reply(429, { message: 'ten secondly rolling limit' }, { 'retry-after': '7' });
    expect(await hubspotAction.perform(delivery, openHubspot('pat-1'))).toEqual({
      kind: 'retry',
      reason: 'HubSpot answered 429: ten secondly rolling limit',
      after: 7000,
    });
  });

  test('whose answer is lost is unknown; without a connection it is tried again', async () => {
    hubspot().replyWithError(Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }));
    expect(await hubspotAction.perform(delivery, openHubspot('pat-1'))).toMatchObject({ kind: 'unknown' });
    hubspot().replyWithError(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }));
    expect(await hubspotAction.perform(delivery, openHubspot('pat-1'))).toMatchObject({ kind: 'retry' });
  });

  test('without a connection fails and says what to write', async () => {
    expect(await hubspotAction.perform(delivery, null)).toMatchObject({
      kind: 'failed',
      reason: expect.stringContaining('connections.yaml'),
    });
  });

  test('without an address fails', async () => {
    expect(upsertBody({ properties: {} })).toBeNull();
    expect(await hubspotAction.perform({ ...delivery, payload: {} }, openHubspot('x'))).toMatchObject({ kind: 'failed' });
  });
});

test.each([
  ['a server in trouble', 502, '<html>', 'retry', '502'],
  ['a wrong token', 401, { message: 'expired' }, 'failed', 'private app'],
  ['a token without the scope', 403, {}, 'failed', 'crm.objects.contacts.write'],
  ['a property that is not there', 400, { message: 'Property "lifecycl" does not exist' }, 'failed', 'lifecycl'],
  ['an answer in which the contact failed', 207, { results: [], errors: [{ message: 'INVALID_EMAIL' }] }, 'failed', 'INVALID_EMAIL'],
  ['an answer without a contact', 200, { results: [] }, 'failed', 'took no contact'],
  ['a redirect', 302, '', 'failed', '302'],
])('%s', (_title, status, body, kind, words) => {
  expect(understandUpsert(status, body, undefined)).toMatchObject({ kind, reason: expect.stringContaining(words) });
});
