// Makes or changes a contact in HubSpot. Two upserts of one address are one contact, so that a lost answer may be asked for again.

import { defineAction, type Delivered } from '../contract.js';
import type { HubspotClient } from './hubspot.client.js';
import { understandUpsert, upsertBody, upsertContact, upsertPath } from './upsert-contact.js';

/** The client is null where no token is set. */
export const hubspotAction = defineAction<HubspotClient | null>({
  name: upsertContact.name,
  honoursKey: true,
  perform: async ({ payload }, client): Promise<Delivered> => {
    if (client === null)
      return { kind: 'failed', reason: 'HubSpot is not connected: hubspot: { token: … } in connections.yaml, and the variable it names' };
    const body = upsertBody(payload);
    if (body === null) return { kind: 'failed', reason: 'the contact has no e-mail address' };
    const answer = await client.post(upsertPath, body);
    if (answer.kind === 'answered') return understandUpsert(answer.status, answer.body, answer.retryAfter);
    return { kind: answer.mayHaveArrived ? 'unknown' : 'retry', reason: answer.reason };
  },
});
