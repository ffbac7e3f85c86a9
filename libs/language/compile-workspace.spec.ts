// Each kind of file on a small workspace: what it means.

import { describe, expect, it } from '@jest/globals';
import { compileWorkspace } from './compile-workspace.js';
import { small, steps, workspaceOf } from '#libs/testing/small-workspace.js';

describe('a workspace without mistakes', () => {
  it('names itself by its content, whatever the order of its files and however it is tested', () => {
    const { hash } = workspaceOf();
    const reversed = compileWorkspace(
      Object.entries(small)
        .toReversed()
        .map(([path, text]) => ({ path, text })),
      steps,
    );
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(reversed.workspace?.hash).toBe(hash);
    expect(workspaceOf({ 'workflows/inbound.test.yaml': 'test: it works\n' }).hash).toBe(hash);
    expect(workspaceOf({ 'emails/welcome/body.hbs': '<p>Hello</p>' }).hash).not.toBe(hash);
  });

  it('reads who the company is', () => {
    const { name, timeZone, currency, sender } = workspaceOf();
    expect({ name, timeZone, currency, sender }).toEqual({
      name: 'Acme',
      timeZone: 'Europe/Berlin',
      currency: 'eur',
      sender: { name: 'Acme', email: 'hello@acme.example', address: '1 High Street' },
    });
  });

  it('plans events under every spelling, beside those that are always there', () => {
    const { plan } = workspaceOf();
    expect(plan.canonical.get('bookdemo')).toBe('Demo Requested');
    expect(plan.canonical.get('demorequested')).toBe('Demo Requested');
    expect(plan.events.get('Demo Requested')?.properties.get('company_size')).toMatchObject({ type: 'integer', required: true, min: 1 });
    expect(plan.events.get('stripe.invoice_paid')?.properties.get('amount')?.type).toBe('money');
    expect(plan.person.get('lifecycle')).toMatchObject({ type: 'string', oneOf: ['lead', 'trial'] });
  });

  it('extends a well-known event by a plan of its name', () => {
    const { plan } = workspaceOf({ 'tracking-plan/page.yaml': 'event: Page\nproperties: { theme: string }\n' });
    expect([...plan.events.get('page')!.properties.keys()]).toEqual(expect.arrayContaining(['path', 'theme']));
  });

  it('types computed traits and orders formulas by what they read', () => {
    const { traits } = workspaceOf();
    const names = traits.map((trait) => trait.name);
    expect(names.indexOf('employees')).toBeLessThan(names.indexOf('grown'));
    expect(names.indexOf('grown')).toBeLessThan(names.indexOf('is_big'));
    const types = Object.fromEntries(traits.map((trait) => [trait.name, trait.type]));
    expect(types).toMatchObject({
      employees: 'integer',
      demos: 'integer',
      is_big: 'boolean',
      paths: { list: 'string' },
      last_payment: 'money',
    });
    expect(traits.find((trait) => trait.name === 'demos')?.rule).toMatchObject({ kind: 'count', events: ['Demo Requested'] });
  });

  it('keeps the lines of a score with their places', () => {
    const [fit] = workspaceOf().scores;
    expect(fit?.points.map((line) => [line.give, line.because, line.upTo, line.place.line])).toEqual([
      [40, 'big team', undefined, 4],
      [10, undefined, 2, 5],
    ]);
    expect(fit?.tiers.map(({ tier }) => tier)).toEqual(['enterprise', 'self_serve']);
    expect(fit?.requires).toEqual(['account.domain', 'account.employees']);
  });

  it('reads a day of absence in the zone of the workspace', () => {
    const { team } = workspaceOf();
    expect(team.teams).toEqual(new Map([['enterprise', ['nina', 'omar']]]));
    expect(team.reps.get('nina')?.away).toEqual([{ from: Date.parse('2026-03-01T23:00:00Z'), to: Date.parse('2026-03-02T23:00:00Z') }]);
    expect(team.reps.get('omar')).toMatchObject({ weight: 0.5, active: false });
  });

  it('reads routings and pipelines', () => {
    const { routings, pipelines } = workspaceOf();
    expect(routings.get('inbound')).toMatchObject({ fallback: 'nina', keepOwner: true });
    expect(routings.get('inbound')?.to.get('enterprise')).toMatchObject({ kind: 'team', team: 'enterprise', answerWithin: 300_000 });
    const pipeline = pipelines.get('new-business');
    expect(pipeline?.repEditsHold).toBe(7 * 86_400_000);
    expect(
      pipeline?.stages.map(({ name, rank, closes, when, backTo, backWhen }) => ({ name, rank, closes, when, backTo, backWhen })),
    ).toEqual([
      { name: 'new', rank: 0, closes: undefined, when: [], backTo: undefined, backWhen: [] },
      { name: 'demo', rank: 1, closes: undefined, when: ['calendly.booked'], backTo: 'new', backWhen: ['calendly.canceled'] },
      { name: 'won', rank: 2, closes: 'won', when: ['stripe.invoice_paid'], backTo: undefined, backWhen: [] },
    ]);
    expect([...pipeline!.stages[2]!.set.keys()]).toEqual(['amount', 'closed_at', 'won_by']);
    expect(pipeline!.stages[2]!.set.get('won_by')?.evaluate({ now: 0 })).toBe('invoice');
  });

  it('flattens steps into nodes that are named by their place', () => {
    const inbound = workspaceOf().workflows.get('inbound')!;
    expect(inbound).toMatchObject({ of: 'person', again: { kind: 'after', ms: 30 * 86_400_000 }, start: '1-email' });
    expect(inbound.stopWhen.map((stop) => (stop.kind === 'stage' ? stop.stage : stop.event))).toEqual(['won', 'email.unsubscribed']);
    expect([...inbound.nodes].flatMap(([id, node]) => Object.entries(node.ports).map(([port, next]) => `${id} ${port} → ${next}`))).toEqual(
      [
        '1-email next → 2-wait',
        '2-wait next → 3-if',
        '3-if then → 3-if.then.1-email',
        '3-if else → 3-if.else.1-set',
        '3-if.then.1-email next → breath',
        'breath next → 4-exit',
        '3-if.else.1-set next → 4-exit',
      ],
    );
    expect(inbound.nodes.get('4-exit')?.ports).toEqual({});
    expect(inbound.nodes.get('2-wait')).toMatchObject({ kind: 'wait', config: { ms: 2 * 86_400_000 }, place: { line: 9 } });
  });

  it('keeps the hash of a workflow when only its comments and the order of its keys change', () => {
    const text = small['workflows/inbound.yaml']!;
    const { hash } = workspaceOf().workflows.get('inbound')!;
    const same = text.replace('of: person\n', '').replace('again:', '# how often\nof: person\nagain:');
    expect(workspaceOf({ 'workflows/inbound.yaml': same }).workflows.get('inbound')?.hash).toBe(hash);
    expect(workspaceOf({ 'workflows/inbound.yaml': text.replace('2d', '3d') }).workflows.get('inbound')?.hash).not.toBe(hash);
  });

  it('reads an email with its words and the layout', () => {
    expect(workspaceOf().emails.get('welcome')).toMatchObject({
      subject: 'Hi {{person.name}}',
      kind: 'marketing',
      html: '<p>Hi</p>\n',
      layout: 'layout',
      sample: {},
    });
  });

  it('reads files with a BOM and with CRLF', () => {
    const windows = Object.fromEntries(Object.entries(small).map(([path, text]) => [path, `\uFEFF${text.replaceAll('\n', '\r\n')}`]));
    expect(workspaceOf({ ...windows, 'emails/welcome/sample.json': '\uFEFF{}' }).workflows.get('inbound')?.nodes.size).toBe(7);
  });
});
