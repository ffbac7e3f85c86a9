// What HubSpot says of the account a token belongs to. It changes nothing.
// https://developers.hubspot.com/docs/api-reference/account-account-info-v3/details/get-account-info-v3-details

import { bad, good, type TestAnswer } from '../test-answer.js';

export const accountPath = '/account-info/v3/details';

export function understandAccount(status: number, body: unknown): TestAnswer {
  const { portalId } = (typeof body === 'object' && body !== null ? body : {}) as Readonly<Record<string, unknown>>;
  if (status === 200 && (typeof portalId === 'number' || typeof portalId === 'string'))
    return good(`HubSpot answers for the account ${String(portalId).slice(0, 20)}.`);
  if (status === 401)
    return bad(
      'HubSpot does not know this token.',
      'copy the access token of the private app again (Settings, Integrations, Private apps)',
    );
  if (status === 403)
    return bad('HubSpot refuses this token.', 'see that the private app is active and has the scope crm.objects.contacts.write');
  if (status === 429 || status >= 500) return bad(`HubSpot answered ${status}.`, 'try again in a minute');
  return bad(`HubSpot answered ${status} without naming an account.`, 'see that the token is one of a private app');
}
