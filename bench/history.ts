// A company's last quarter for the reference workspace, as its export has it: visitors who sign up, leads, trials and tickets of
// people who come in sessions. Equal counts give equal histories.

import type { SourceFile } from '#libs/language/source-file.js';
import type { HistoryLine } from '#libs/reporting/history-line.js';

const day = 86_400_000;
/** Events a person, from the first page to the last ticket. */
const eventsAPerson = 12;
const peopleACompany = 3;
const peopleAtOnce = 100;
const sizes = [4, 30, 250, 1500];

export const historyNow = Date.UTC(2026, 10, 1);

/** Spread over the 90 days before `historyNow`. */
export async function* history(events: number, files: readonly SourceFile[]): AsyncGenerator<HistoryLine> {
  yield { kind: 'history', version: 1, now: historyNow };
  yield { kind: 'workspace', id: '1', appliedAt: 0, files };
  const step = (90 * day) / events;
  for (let place = 0; place < events; place += 1) {
    const receivedAt = Math.round(historyNow - 90 * day + place * step);
    const inGroup = place % (peopleAtOnce * eventsAPerson);
    const group = Math.floor(place / (peopleAtOnce * eventsAPerson));
    const call = callOf(group * peopleAtOnce + (inGroup % peopleAtOnce), Math.floor(inGroup / peopleAtOnce));
    const body = JSON.stringify({ messageId: `m-${place}`, timestamp: new Date(receivedAt).toISOString(), ...call });
    yield { kind: 'event', id: String(place + 1), source: 'segment:website', key: `k-${place}`, receivedAt, body };
  }
}

function callOf(person: number, nth: number): Record<string, unknown> {
  const company = Math.floor(person / peopleACompany);
  const userId = `user-${person}`;
  const email = `${userId}@company-${company}.example`;
  const lead = { company_size: sizes[company % sizes.length], platform: company % 2 === 0 ? 'shopify' : 'other' };
  const track = (event: string, properties: Record<string, unknown>) => ({ type: 'track', userId, event, properties, context: {} });
  if (nth < 2) return { type: 'page', anonymousId: `anon-${person}`, properties: { path: nth === 0 ? '/blog/answer-faster' : '/pricing' } };
  if (nth === 2) return { type: 'identify', userId, anonymousId: `anon-${person}`, traits: { email, name: `User ${person}` } };
  if (nth === 3) return track(person % 3 === 0 ? 'Demo Requested' : 'Signed Up', lead);
  if (nth === 4 && person % 2 === 0) return track('Trial Started', { plan: 'pro' });
  return track('Ticket Answered', { channel: nth % 2 === 0 ? 'email' : 'chat' });
}
