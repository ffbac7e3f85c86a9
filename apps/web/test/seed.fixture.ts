// A small company's deals, through the public API alone: in every stage that facts can bring them to.

import type { StartedServer } from './started-server.fixture.js';

interface Shop {
  readonly site: string;
  readonly name: string;
  readonly employees: number;
  readonly platform: string;
  readonly trial?: boolean;
  /** Cents. */
  readonly paid?: number;
}

export const shops: readonly Shop[] = [
  { site: 'acme.test', name: 'Ana Torres', employees: 1200, platform: 'shopify', trial: true },
  { site: 'birchsupply.test', name: 'Ben Okafor', employees: 400, platform: 'magento', trial: true, paid: 1_299_900 },
  { site: 'cornercandles.test', name: 'Cara Webb', employees: 2200, platform: 'shopify' },
  { site: 'dunlin-outdoor.test', name: 'Dmitri Sokolov', employees: 640, platform: 'magento' },
  { site: 'elmandash.test', name: 'Élodie Martin', employees: 3100, platform: 'shopify', trial: true, paid: 4_800_000 },
  { site: 'fjordkaffe.test', name: 'Frida Nygård', employees: 260, platform: 'shopify', trial: true },
  { site: 'granatapfel.test', name: 'Gün Yılmaz', employees: 1500, platform: 'magento' },
  { site: 'hokkaido-tea.test', name: '北海 花子', employees: 900, platform: 'shopify' },
];

export async function seed(server: StartedServer): Promise<void> {
  for (const { site, name, employees, platform, trial, paid } of shops) {
    const userId = `u-${site}`;
    const email = `${
      name
        .split(' ')[0]!
        .normalize('NFD')
        .replaceAll(/[^a-zA-Z]/g, '')
        .toLowerCase() || 'hanako'
    }@${site}`;
    await server.track('identify', { userId, traits: { email, name } });
    await server.track('track', { userId, event: 'Demo Requested', properties: { company_size: employees, platform, website: site } });
    await server.drain();
    if (trial === true) await server.track('track', { userId, event: 'Trial Started', properties: { plan: 'growth' } });
    if (paid !== undefined) await server.paid(email, paid);
  }
  await server.drain();
  const { data } = (await server.read('/api/deals')) as { data: { id: string; stage: string }[] };
  const open = data.filter(({ stage }) => stage !== 'won');
  for (const [at, { id }] of open.entries())
    if (at % 3 !== 2) await server.edit(id, { amount: { amount: (at + 2) * 720_000, currency: 'usd' }, as: 'nina' });
}

const day = 86_400_000;
const contents = ['Pricing', 'Returns guide', 'Blog'] as const;

/** A year of deals that are over, and events that nobody planned, one with a name that tries to be more: what charts have to show. */
export async function seedPast(server: StartedServer): Promise<void> {
  const now = Date.now();
  for (let at = 0; at < 14; at += 1) {
    const [site, asked] = [`past-${at}.test`, now - (12 + at * 24) * day];
    const [userId, email] = [`u-${site}`, `ana@${site}`];
    const stamp = (days: number) => new Date(asked + days * day).toISOString();
    await server.track('identify', { userId, traits: { email, name: `Ana ${at}` }, timestamp: stamp(0) });
    await server.track('track', {
      userId,
      event: 'Demo Requested',
      properties: { company_size: 300 + at * 140, platform: at % 2 === 0 ? 'shopify' : 'magento', website: site },
      timestamp: stamp(0),
    });
    const group = contents[at % contents.length]!;
    const properties = { path: `/${group.toLowerCase()}`, content_group: group };
    await server.track('page', { userId, name: group, properties, timestamp: stamp(-1) });
    await server.drain();
    if (at % 4 === 3) continue;
    await server.track('track', { userId, event: 'Trial Started', properties: { plan: 'growth' }, timestamp: stamp(3) });
    await server.drain();
    if (at % 3 !== 2) await server.paid(email, 900_000 + at * 370_000, asked + (6 + (at % 5)) * day);
  }
  for (const event of ['Cart Abandoned', 'Cart Abandoned', 'Newsletter Read', unplannedName])
    await server.track('track', { userId: 'u-acme.test', event, properties: {} });
  await server.drain();
}

export const unplannedName = '<img src=x onerror="window.hurt=1">{a|b}';
