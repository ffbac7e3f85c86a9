// Twelve weeks of a company that sells, in half a minute: the clock goes from day to day, and what happened on it comes in as the
// vendors send it. Reps do what Millrace cannot know: they write what a deal is worth, and answer their tasks.

import type { Api, Row } from '../api.client.js';
import type { Billing, Scheduling, Website } from '../vendors.client.js';
import { planQuarter, quarter, type Happening } from './plan-quarter.js';
import { type Shop, shops } from './shops.js';

export interface QuarterCast {
  readonly api: Api;
  readonly website: Website;
  readonly billing: Billing;
  readonly scheduling: Scheduling;
  /** Of the server, epoch ms. */
  now(): number;
  /** The server's clock goes on by so many hours. */
  advance(hours: number): Promise<void>;
  tell(line: string): void;
}

const minute = 60_000;
const day = 86_400_000;

const hoursAWeek = 7 * 24;
const mostHours = 3;

/** @param until hours */
export async function playQuarter(cast: QuarterCast, until = quarter): Promise<void> {
  const happenings = planQuarter(shops).filter(({ hour }) => hour <= until);
  const hours = new Set(happenings.map(({ hour }) => hour));
  for (let hour = 0; hour <= until; hour += 48) hours.add(hour);
  let clock = 0;
  for (const hour of [...hours].sort((one, other) => one - other)) {
    // Not at once: what time alone does is to be done in its own hour.
    for (; clock < hour; clock = Math.min(clock + mostHours, hour)) {
      await cast.advance(Math.min(mostHours, hour - clock));
      await taken(cast);
    }
    await happen(
      cast,
      happenings.filter((one) => one.hour === hour),
    );
    if (hour % 48 === 0) await answerTasks(cast);
    if (hour === quarter - 48) await payUnheardOf(cast);
    if (hour > 0 && hour % (2 * hoursAWeek) === 0) cast.tell(`week ${hour / hoursAWeek}: ${await inWords(cast.api)}`);
  }
}

async function happen(cast: QuarterCast, happenings: readonly Happening[]): Promise<void> {
  await cast.website.send((analytics) => {
    for (const one of happenings) onWebsite(analytics, one);
  });
  await taken(cast);
  for (const one of happenings) await elsewhere(cast, one);
  await taken(cast);
}

/** Somebody pays whom nobody knows: it waits in the inbox for a deal. */
async function payUnheardOf({ billing }: QuarterCast): Promise<void> {
  const who = { customer: 'cus_unheardof', email: 'accounts@unheard-of.example' };
  await billing.deliver(billing.invoicePaid({ event: 'evt_unheardof', ...who, amount: 120_000, currency: 'usd' }));
}

type Analytics = Parameters<Parameters<Website['send']>[0]>[0];

function onWebsite(analytics: Analytics, { shop, kind }: Happening): void {
  const userId = `u-${shop.site}`;
  const anonymousId = `anon-${shop.site}`;
  const lead = { company_size: shop.employees, platform: shop.platform, website: shop.site };
  if (kind === 'visits')
    for (const [place, path] of [shop.by, '/product', '/pricing'].entries()) {
      const timestamp = new Date(Date.now() - (40 - place * 9) * minute);
      analytics.page({ anonymousId, properties: { path, content_group: path.split('/')[1] ?? 'home' }, timestamp });
    }
  if (kind === 'asks' || kind === 'signs up') {
    analytics.identify({ userId, anonymousId, traits: { email: emailOf(shop), name: shop.contact } });
    analytics.group({ userId, groupId: shop.site, traits: { name: nameOf(shop), domain: shop.site } });
    analytics.track({ userId, anonymousId, event: kind === 'asks' ? 'Demo Requested' : 'Signed Up', properties: lead });
  }
  if (kind === 'starts trial')
    analytics.track({ userId, event: 'Trial Started', properties: { plan: shop.employees >= 1000 ? 'enterprise' : 'pro' } });
  if (kind === 'lets trial expire') analytics.track({ userId, event: 'Trial Expired', properties: { plan: 'pro' } });
  if (kind === 'answers tickets')
    for (const channel of ['email', 'chat', 'email']) analytics.track({ userId, event: 'Ticket Answered', properties: { channel } });
}

async function elsewhere({ api, billing, scheduling, now }: QuarterCast, happening: Happening): Promise<void> {
  const { shop, kind } = happening;
  const email = emailOf(shop);
  const id = shop.site.replaceAll(/\W/g, '');
  const meeting = (inDays: number) => ({
    meeting: `EV-${id}`,
    invitee: `IN-${id}`,
    email,
    name: shop.contact,
    startsAt: new Date(now() + inDays * day),
  });
  if (kind === 'books') await scheduling.deliver(scheduling.created(meeting(happening.inDays)));
  if (kind === 'cancels') await scheduling.deliver(scheduling.canceled(meeting(1)));
  if (kind === 'pays')
    await billing.deliver(
      billing.invoicePaid({ event: `evt_${id}`, customer: `cus_${id}`, email, amount: shop.worth * 100, currency: 'usd' }),
    );
  if (kind !== 'is estimated') return;
  await reminded(api, now());
  const [account] = await api.list(`/api/accounts?domain=${shop.site}`);
  const [deal] = account === undefined ? [] : await api.list(`/api/deals?account=${String(account['id'])}`);
  if (deal === undefined || deal['owner'] === null) return;
  const amount = { amount: shop.worth * 100, currency: 'usd' };
  await api.patch(`/api/deals/${String(deal['id'])}`, { version: deal['version'], as: deal['owner'], amount });
}

/** Reps are quick with two of three. */
async function answerTasks({ api }: QuarterCast): Promise<void> {
  const open = await api.list('/api/tasks?state=open&limit=100');
  for (const [place, task] of open.toReversed().entries()) if (place % 3 !== 2) await api.post(`/api/tasks/${String(task['id'])}/done`, {});
}

/** `salt-and-sea.example` → `Salt & Sea`. */
function nameOf({ site }: Shop): string {
  const words = site.slice(0, site.indexOf('.')).split('-');
  return words.map((word) => (word === 'and' ? '&' : word.charAt(0).toUpperCase() + word.slice(1))).join(' ');
}

function emailOf({ contact, site }: Shop): string {
  const [first = ''] = contact.normalize('NFD').toLowerCase().split(' ');
  return `${first.replaceAll('ı', 'i').replaceAll(/[^a-z]/g, '')}@${site}`;
}

function taken({ api }: QuarterCast): Promise<true> {
  return api.until('the day to be taken', async () => (await api.read<{ waiting: number }>('/api/tally')).waiting === 0);
}

/** Whoever has not answered in time was told so, before they answer: the clock has gone on by more than that at once. */
function reminded(api: Api, now: number): Promise<true> {
  return api.until('reps to be reminded', async () => {
    const answers = await api.list('/api/answers?limit=100');
    return answers.every(
      ({ outcome, answered_at: answeredAt, deadline }) => outcome !== null || answeredAt !== null || Date.parse(String(deadline)) > now,
    );
  });
}

async function inWords(api: Api): Promise<string> {
  const deals: readonly Row[] = await api.list('/api/deals?limit=500');
  const counts = new Map<string, number>();
  for (const deal of deals) counts.set(String(deal['stage']), (counts.get(String(deal['stage'])) ?? 0) + 1);
  return [...counts].map(([stage, count]) => `${count} ${stage}`).join(', ');
}
