// The story: three shops, from the first page view to the money, through the public HTTP API only. Every chapter waits for the
// effect it tells of, so that what is printed has happened.

import { type Api, type Row } from './api.client.js';
import { formatMoney, type Money } from './terminal.js';
import { type Billing, messageId, nextWholeSecond, type Scheduling, type Website } from './vendors.client.js';

export interface Cast {
  readonly api: Api;
  readonly website: Website;
  readonly billing: Billing;
  readonly scheduling: Scheduling;
  /** A chapter's heading; a line of what happened. */
  chapter(title: string): void;
  tell(line: string): void;
  /** Something that must be so for the story to have ended as expected. */
  expect(what: string, holds: boolean): void;
}

const day = 86_400_000;
const ana = { userId: 'u-ana', email: 'ana@acme.test', name: 'Ana Torres' };
const cara = { userId: 'u-cara', email: 'cara@cornercandles.test', name: 'Cara Webb' };
const ben = { userId: 'u-ben', email: 'ben@birchsupply.test', name: 'Ben Okafor' };

export async function playStory(cast: Cast): Promise<void> {
  await enterpriseLead(cast);
  await selfServeShop(cast);
  await noise(cast);
  await quietTrial(cast);
}

async function enterpriseLead({ api, website, billing, scheduling, chapter, tell, expect }: Cast): Promise<void> {
  chapter('Acme, 1,200 employees on Shopify');
  const anonymousId = 'anon-7f3a';
  await website.send((analytics) => {
    for (const [place, path] of ['/blog/answer-faster', '/pricing', '/demo'].entries())
      analytics.page({ anonymousId, properties: { path }, timestamp: new Date(Date.now() - (3 - place) * 60_000) });
  });
  tell('an anonymous visitor read three pages, /blog/answer-faster first');
  await website.send((analytics) => {
    analytics.identify({ userId: ana.userId, anonymousId, traits: { email: ana.email, name: ana.name } });
    analytics.track({ userId: ana.userId, anonymousId, event: 'Demo Requested', properties: { company_size: 1200, platform: 'Shopify' } });
  });
  const deal = await dealOf(api, 'acme.test', 'qualified');
  const [account] = await api.list('/api/accounts?domain=acme.test');
  const [person] = await api.list(`/api/people?email=${ana.email}`);
  expect('the visitor and Ana are one person, with the first page kept', firstTouch(person) === '/blog/answer-faster');
  expect('Acme is enterprise', account?.['tier'] === 'enterprise');
  expect('a rep of the enterprise team owns the deal', ['nina', 'omar'].includes(String(deal['owner'])));
  tell(`Ana asked for a demo: scored ${String(account?.['tier'])}, deal in qualified, owner ${String(deal['owner'])}`);
  const mail = await mailTo(api, ana.email, 'book-a-call');
  expect('the mail has the calendar of the owner', String(mail['html']).includes(`calendly.com/parcelwise-${String(deal['owner'])}/demo`));
  tell(`mail to ${ana.email}: “${String(mail['subject'])}”, with the calendar of ${String(deal['owner'])}`);

  const first = { meeting: 'EV-1', invitee: 'IN-1', email: ana.email, name: ana.name, startsAt: new Date(Date.now() + 2 * day) };
  const booked = scheduling.created(first);
  expect('Calendly is answered 200', (await scheduling.deliver(booked)) === 200);
  await dealOf(api, 'acme.test', 'demo_scheduled');
  tell('Ana booked through Calendly: the deal is in demo_scheduled');
  // Calendly may deliver the two halves of a reschedule in either order.
  const second = { ...first, meeting: 'EV-2', invitee: 'IN-2', startsAt: new Date(Date.now() + 3 * day), oldInvitee: 'IN-1' };
  await scheduling.deliver(scheduling.created(second));
  await scheduling.deliver(scheduling.canceledByReschedule(first, 'IN-2'));
  await allDone(api);
  const bookings = await api.list('/api/events?name=calendly.booked');
  expect(
    'a reschedule is one fact and no second booking',
    bookings.length === 1 && (await api.list('/api/events?name=calendly.rescheduled')).length === 1,
  );
  await dealOf(api, 'acme.test', 'demo_scheduled');
  tell('she moved it by a day: still demo_scheduled, one booking');
  expect('the same webhook again is answered 200', (await scheduling.deliver(booked)) === 200);

  await website.send((analytics) => analytics.track({ userId: ana.userId, event: 'Trial Started', properties: { plan: 'enterprise' } }));
  await dealOf(api, 'acme.test', 'trial');
  tell('the trial began: trial');
  await nextWholeSecond();
  const invoice = billing.invoicePaid({
    event: 'evt_demoAcme1',
    customer: 'cus_demoAcme',
    email: ana.email,
    amount: 5_400_050,
    currency: 'usd',
  });
  expect('Stripe is answered 200', (await billing.deliver(invoice)) === 200);
  const won = await dealOf(api, 'acme.test', 'won');
  expect('the amount is exact', JSON.stringify(won['amount']) === '{"amount":5400050,"currency":"usd"}');
  tell(`Stripe reports the first invoice paid: won, ${formatMoney(won['amount'] as Money)}`);
  const { lines } = await api.read<{ lines: string[] }>(`/api/why/deal/${String(won['id'])}?current=true`);
  expect('why says that the trial was won', lines.join(' ').includes('stage trial → won'));
  expect('the same event again is answered 200', (await billing.deliver(invoice)) === 200);
}

async function selfServeShop({ api, website, billing, chapter, tell, expect }: Cast): Promise<void> {
  chapter('Corner Candles, 6 employees');
  await website.send((analytics) => {
    analytics.identify({ userId: cara.userId, traits: { email: cara.email, name: cara.name } });
    analytics.track({ userId: cara.userId, event: 'Signed Up', properties: { company_size: 6, platform: 'shopify' } });
  });
  await mailTo(api, cara.email, 'self-serve-welcome');
  const waiting = await runOf(api, cara.userId, 'self-serve', ['sleeping']);
  const [account] = await api.list('/api/accounts?domain=cornercandles.test');
  expect('a small shop is self-serve and nobody is routed', account?.['tier'] === 'self_serve' && account['owner'] === null);
  tell(`Cara signed up: self-serve, no rep; welcomed by mail, the next one waits until ${String(waiting['due_at']).slice(0, 10)}`);
  await billing.deliver(
    billing.invoicePaid({ event: 'evt_demoCandles1', customer: 'cus_demoCandles', email: cara.email, amount: 2900, currency: 'eur' }),
  );
  await runOf(api, cara.userId, 'self-serve', ['stopped', 'done']);
  const won = await dealOf(api, 'cornercandles.test', 'won');
  expect('the currency is kept', JSON.stringify(won['amount']) === '{"amount":2900,"currency":"eur"}');
  tell(`she paid ${formatMoney(won['amount'] as Money)}: the sequence ended, won without a rep`);
}

async function noise({ api, website, billing, chapter, tell, expect }: Cast): Promise<void> {
  chapter('What changes nothing');
  const late = {
    userId: ana.userId,
    event: 'Trial Started',
    messageId: messageId(),
    timestamp: new Date(Date.now() - 3_600_000).toISOString(),
    properties: { plan: 'enterprise' },
  };
  await website.post('track', late);
  await website.post('track', late);
  await allDone(api);
  await dealOf(api, 'acme.test', 'won');
  tell('an event that came an hour late, twice: Acme stays won');
  const forged = billing.invoicePaid({ event: 'evt_demoForged', customer: 'cus_demoBirch', email: ben.email, amount: 1, currency: 'usd' });
  expect('a wrong signature is refused with 401', (await billing.deliver(forged, 'whsec_of_somebody_else')) === 401);
  await api.until('the rejection to be listed', async () => (await api.list('/api/rejections?source=stripe')).length > 0);
  tell('a Stripe event with a wrong signature: 401, listed under rejections');
}

async function quietTrial({ api, website, chapter, tell, expect }: Cast): Promise<void> {
  chapter('Birch Supply, 320 employees, goes quiet');
  await website.send((analytics) => {
    analytics.identify({ userId: ben.userId, traits: { email: ben.email, name: ben.name } });
    analytics.track({ userId: ben.userId, event: 'Demo Requested', properties: { company_size: 320, platform: 'magento' } });
  });
  const qualified = await dealOf(api, 'birchsupply.test', 'qualified');
  await mailTo(api, ben.email, 'book-a-call');
  expect('a rep of the smb team owns the deal', ['june', 'leo'].includes(String(qualified['owner'])));
  await website.send((analytics) => analytics.track({ userId: ben.userId, event: 'Trial Started', properties: { plan: 'pro' } }));
  await dealOf(api, 'birchsupply.test', 'trial');
  await runOf(api, ben.userId, 're-engage', ['listening']);
  tell(`Ben asked for a demo and started a trial: growth, owner ${String(qualified['owner'])}; then nothing`);
  await api.post('/api/demo/clock/advance', { by: '7d' });
  const mail = await mailTo(api, ben.email, 'still-interested');
  tell(`seven days later, by the demo's clock: mail to ${ben.email}: “${String(mail['subject'])}”`);
  await runOf(api, ben.userId, 're-engage', ['done']);
  expect('nobody else was mailed after the wait', (await api.list('/api/mailbox?template=still-interested')).length === 1);
  expect('the second mail of the ended sequence never left', (await api.list('/api/mailbox?template=self-serve-tips')).length === 0);
  await allDone(api);
}

function firstTouch(person: Row | undefined): unknown {
  const traits = person?.['traits'] as { first_touch?: { path?: unknown } } | undefined;
  return traits?.first_touch?.path;
}

function dealOf(api: Api, domain: string, stage: string): Promise<Row> {
  return api.until(`the deal of ${domain} to be in ${stage}`, async () => {
    const [account] = await api.list(`/api/accounts?domain=${domain}`);
    const [deal] = account === undefined ? [] : await api.list(`/api/deals?account=${String(account['id'])}`);
    return deal?.['stage'] === stage && deal;
  });
}

function mailTo(api: Api, recipient: string, template: string): Promise<Row> {
  return api.until(
    `the mail ${template} to ${recipient}`,
    async () => (await api.list(`/api/mailbox?recipient=${recipient}&template=${template}`))[0],
  );
}

function runOf(api: Api, userId: string, workflow: string, states: readonly string[]): Promise<Row> {
  return api.until(`the run of ${workflow} to be ${states.join(' or ')}`, async () => {
    const [person] = await api.list(`/api/people?user_id=${userId}`);
    const [run] = person === undefined ? [] : await api.list(`/api/runs?workflow=${workflow}&person=${String(person['id'])}`);
    return run !== undefined && states.includes(String(run['state'])) && run;
  });
}

/** Everything acknowledged has taken effect, and no message is on its way. */
export function allDone(api: Api): Promise<true> {
  return api.until('everything to be done', async () => {
    const { waiting } = await api.read<{ waiting: number }>('/api/tally');
    return (
      waiting === 0 &&
      (await api.list('/api/deliveries?state=waiting')).length === 0 &&
      (await api.list('/api/runs?state=ready')).length === 0
    );
  });
}
