// Who comes into a workflow, and why somebody does not.

import { describe, expect, test } from '@jest/globals';
import type { Scope } from '#libs/language/scope.js';
import type { Workspace } from '#libs/language/workspace.js';
import { type Candidate, enrol, type Enrolment } from './enrol.js';
import { emptyRunSlice, putRun, type RunSlice, takeEnded } from './run-slice.js';
import { demo, hour, now, NotingWorld, runOf, workspaceWith } from './runs.fixture.js';

const steps = 'steps: [{ wait: 1h }]';
const day = 24 * hour;

interface Given {
  readonly candidate?: Partial<Candidate>;
  readonly properties?: Candidate['fact']['properties'];
  readonly scope?: Partial<Scope>;
  readonly slice?: (slice: RunSlice, workspace: Workspace) => void;
  readonly others?: Readonly<Record<string, string>>;
}

/** @param written of the workflow `tested`, besides its steps */
function enrolIn(written: string, { candidate = {}, properties = {}, scope = {}, slice: prepare, others = {} }: Given = {}): Enrolment {
  const workspace = workspaceWith({ tested: `${written}\n${steps}`, ...others });
  const workflow = workspace.workflows.get('tested')!;
  const slice = emptyRunSlice();
  prepare?.(slice, workspace);
  const known: Candidate = {
    workflow,
    versionId: '3',
    trigger: workflow.when[0]!,
    personId: '7',
    accountId: '8',
    dealId: null,
    fact: { ...demo, properties: { ...demo.properties, ...properties } },
    causeDepth: null,
    scope: { ...new NotingWorld().scopeFor(), now, ...scope },
    now,
  };
  const before = JSON.stringify([...slice.runs, ...slice.ended]);
  const enrolment = enrol({ ...known, ...candidate }, slice, () => '500');
  expect(JSON.stringify([...slice.runs, ...slice.ended])).toBe(before);
  return enrolment;
}

const wasIn =
  (endedAt: number, key = '') =>
  (slice: RunSlice) =>
    takeEnded(slice, '7', 'tested', key, { id: '90', startedAt: endedAt - hour, endedAt, endReason: 'completed' });

describe('enrolment', () => {
  test('gives a run that stands ready at the first step, with its version and the fact that started it', () => {
    expect(enrolIn('about: A test.')).toEqual({
      kind: 'enrolled',
      run: {
        id: '500',
        subject: { kind: 'person', id: '7' },
        personId: '7',
        accountId: '8',
        dealId: null,
        workflow: 'tested',
        versionId: '3',
        key: '',
        state: 'ready',
        step: '1-wait',
        dueAt: now,
        duePort: null,
        listens: [],
        heard: [],
        visits: {},
        stepsTaken: 0,
        depth: 0,
        trigger: demo,
        startedAt: now,
        endedAt: null,
        endReason: null,
      },
    });
  });

  test('promise 11: a run that a run caused stands one deeper', () => {
    expect(enrolIn('', { candidate: { causeDepth: 0 } })).toMatchObject({ run: { depth: 1 } });
    expect(enrolIn('', { candidate: { causeDepth: 9 } })).toMatchObject({ run: { depth: 10 } });
  });

  test('a deal’s run is about the deal, an account’s about the account', () => {
    for (const kind of ['account', 'deal'] as const) {
      const workflow = workspaceWith({ tested: steps }, kind).workflows.get('tested')!;
      const enrolment = enrolIn('', { candidate: { workflow, dealId: '9' } });
      expect(enrolment).toMatchObject({ run: { subject: { kind, id: kind === 'deal' ? '9' : '8' } } });
    }
  });
});

describe('whom it refuses, and why', () => {
  test('no_subject: the fact is about nobody of that kind', () => {
    const workflow = workspaceWith({ tested: steps }, 'deal').workflows.get('tested')!;
    expect(enrolIn('', { candidate: { workflow } })).toEqual({
      kind: 'refused',
      workflow: 'tested',
      why: 'no_subject',
      reason: 'the fact is about no deal',
    });
  });

  test.each([
    ['not met', { company_size: 5 }, 'the condition of its trigger is not met: event.company_size >= 50'],
    ['unknown', { company_size: null }, 'the condition of its trigger is unknown: event.company_size >= 50'],
  ])('trigger_if: the condition of the trigger is %s', (_title, properties, reason) => {
    const written = 'when: [{ event: Demo Requested, if: event.company_size >= 50 }]';
    expect(enrolIn(written, { properties })).toMatchObject({ why: 'trigger_if', reason, trace: { source: 'event.company_size >= 50' } });
    expect(enrolIn(written).kind).toBe('enrolled');
  });

  test.each([
    ['not met', { people: 3 }, 'its condition is not met: account.people > 5'],
    ['unknown', {}, 'its condition is unknown: account.people > 5'],
  ])('if: the condition is %s, and the trace shows what it saw', (_title, own, reason) => {
    const written = 'if: account.people > 5';
    const saw = [{ name: 'account.people', value: 'people' in own ? 3 : undefined }];
    expect(enrolIn(written, { scope: { account: { own, traits: {} } } })).toMatchObject({ why: 'if', reason, trace: { parts: [{ saw }] } });
    expect(enrolIn(written, { scope: { account: { own: { people: 6 }, traits: {} } } }).kind).toBe('enrolled');
  });

  test('goal_met: what would end it is so already', () => {
    expect(enrolIn('stop_if: account.people > 2')).toMatchObject({
      why: 'goal_met',
      reason: 'what ends it is met already',
      trace: { result: true },
    });
    expect(enrolIn('stop_if: account.people > 5').kind).toBe('enrolled');
    expect(enrolIn('stop_if: account.mrr.amount > 5').kind).toBe('enrolled');
  });

  test('unless_in: it is in another workflow that excludes this one', () => {
    const others = { onboarding: steps };
    const inOther = (more: Parameters<typeof runOf>[2]) => (slice: RunSlice, workspace: Workspace) =>
      putRun(slice, runOf(workspace, 'onboarding', more));
    expect(enrolIn('unless_in: [onboarding]', { others, slice: inOther({}) })).toMatchObject({
      why: 'unless_in',
      reason: 'it is in "onboarding" at the moment',
    });
    expect(enrolIn('unless_in: [onboarding]', { others, slice: inOther({ endedAt: now, state: 'done' }) }).kind).toBe('enrolled');
    const another = { subject: { kind: 'person', id: '77' } } as const;
    expect(enrolIn('unless_in: [onboarding]', { others, slice: inOther(another) }).kind).toBe('enrolled');
  });

  test.each([
    ['unknown', null, 'its key event.platform is unknown'],
    ['too long', 'x'.repeat(401), 'its key has 401 characters; it may have 400'],
  ])('no_key: the key is %s', (_title, platform, reason) => {
    expect(enrolIn('key: event.platform', { properties: { platform } })).toMatchObject({ why: 'no_key', reason });
    expect(enrolIn('key: event.platform', { properties: { platform: 'x'.repeat(400) } }).kind).toBe('enrolled');
  });

  test('once_at_a_time: it is in it, with this key', () => {
    const inIt = (key: string) => (slice: RunSlice, workspace: Workspace) => putRun(slice, runOf(workspace, 'tested', { key }));
    expect(enrolIn('again: after exit', { slice: inIt('') })).toMatchObject({
      why: 'once_at_a_time',
      reason: 'it is in it already, by run 100',
    });
    const keyed = 'key: event.company_size\nagain: after exit';
    expect(enrolIn(keyed, { slice: inIt('60') })).toMatchObject({ why: 'once_at_a_time' });
    expect(enrolIn(keyed, { slice: inIt('61') })).toMatchObject({ kind: 'enrolled', run: { key: '60' } });
  });

  test('again: never more than once, which is the rule when nothing is said', () => {
    for (const written of ['again: never', ''])
      expect(enrolIn(written, { slice: wasIn(now - 900 * day) })).toMatchObject({
        why: 'again',
        reason: 'it was in it, by run 90, and "again" is never',
      });
    expect(enrolIn('again: after exit', { slice: wasIn(now - 1) }).kind).toBe('enrolled');
  });

  test('again: too short a time after the last one ended, and when it may', () => {
    const written = 'again: after 30d';
    expect(enrolIn(written, { slice: wasIn(now - 30 * day + 1) })).toMatchObject({
      why: 'again',
      reason: 'its run 90 ended too short a time ago',
      until: now + 1,
    });
    expect(enrolIn(written, { slice: wasIn(now - 30 * day) }).kind).toBe('enrolled');
  });

  test('again is asked for each value of the key', () => {
    expect(enrolIn('key: event.platform', { slice: wasIn(now - day, 'other') }).kind).toBe('enrolled');
    expect(enrolIn('key: event.platform', { slice: wasIn(now - day, 'shopify') })).toMatchObject({ why: 'again' });
  });
});
