// Calls HubSpot's API with the token of a private app. https://developers.hubspot.com/docs/guides/apps/private-apps/overview

import { type JsonAnswer, openJsonApi } from '../json-api.client.js';

export type HubspotAnswer = JsonAnswer;

export interface HubspotClient {
  /** Never rejects. */
  post(path: string, body: Readonly<Record<string, unknown>>): Promise<HubspotAnswer>;
}

/** @param address another HubSpot than the real one, for tests */
export function openHubspot(token: string, address = 'https://api.hubapi.com'): HubspotClient {
  return { post: openJsonApi(address, token) };
}
