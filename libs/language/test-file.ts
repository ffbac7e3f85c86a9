// `*.test.yaml`: a workspace's own tests, read into typed data. Running them is not done here.

import { accountKeys, actKeys, sentKeys, expectKeys, givenKeys, momentKeys, personKeys, taskKeys, testKeys } from './keys/test-keys.js';
import { Temporal } from 'temporal-polyfill';
import { Reading } from './compile/reading.js';
import type { AccountKeys, PersonKeys } from './fact.js';
import { Findings } from './findings.js';
import type { Place, Problem } from './place.js';
import type { SourceFile } from './source-file.js';
import type { Value } from './value.js';
import { readYaml } from './yaml/read-yaml.js';
import type { WrittenYaml } from './yaml/written-yaml.js';
import { describeValue } from './compile/describe-value.js';

export interface WorkspaceTest {
  readonly name: string;
  /** Where its clock stands at the start (epoch ms). */
  readonly clock: number;
  readonly given: Readonly<Partial<Record<'person' | 'account', Readonly<Record<string, Value>>>>>;
  /** Actions that fail in this test, for what follows a failure: `hubspot.upsert_contact`. */
  readonly failing: readonly string[];
  /** Workflow → the arm of its experiment that everybody is in; not written: treated. */
  readonly arms: Readonly<Record<string, 'treated' | 'holdout'>>;
  /** What providers answer in this test: name → JSON. */
  readonly providers: Readonly<Record<string, Value>>;
  readonly timeline: readonly TestMoment[];
  readonly place: Place;
}

/** A moment of the timeline: an event, or only time that has passed. */
export interface TestMoment {
  /** When it arrives (epoch ms): `at`, or `after` counted from the moment before; never before that one. */
  readonly arrives: number;
  /** When it happened (epoch ms): earlier than `arrives` for a late event, whose `at` lies before the moment above it. */
  readonly at: number;
  /** As it is written; the tracking plan makes it canonical. */
  readonly event?: string;
  /** As the moment before when not written. */
  readonly person?: PersonKeys;
  readonly account?: AccountKeys;
  readonly properties: Readonly<Record<string, Value>>;
  /** Raw traits said of the person. */
  readonly traits: Readonly<Record<string, Value>>;
  /** What a rep edits of the deal, as over the API; `accept` is the stage of a proposed move that is accepted. */
  readonly edit?: Readonly<Record<string, Value>>;
  /** Key of the rep who edits. */
  readonly by?: string;
  /** `account`, `person` and `deal` with the members that must be equal; `emails` the templates sent by this moment. */
  readonly expect?: Readonly<Record<string, Value>>;
  readonly expectPlace?: Place;
  readonly place: Place;
}

export function parseTestFile(file: SourceFile): { readonly test: WorkspaceTest | null; readonly problems: readonly Problem[] } {
  const findings = new Findings();
  const root = readYaml(file, findings);
  const test = root === undefined ? undefined : readTest(root, new Reading(findings));
  return { test: findings.hasErrors ? null : (test ?? null), problems: findings.inOrderOf([file]) };
}

function readTest(root: WrittenYaml, read: Reading): WorkspaceTest | undefined {
  if (!read.map(root, 'a test', 'test: NAME')) return undefined;
  read.onlyKeys(root, testKeys, 'in a test');
  const nameWritten = read.required(root, 'test', 'test: what must be so');
  const name = nameWritten && read.text(nameWritten, "the test's name");
  const clockWritten = read.required(root, 'clock', 'clock: 2026-03-02T09:00:00Z');
  const clock = clockWritten && readInstant(clockWritten, read);
  const given = root.has('given') ? readGiven(root.at('given'), read) : {};
  const failing = root.at('given').has('failing') ? readFailing(root.at('given').at('failing'), read) : [];
  const arms = root.has('arms') ? readArms(root.at('arms'), read) : {};
  const providers = root.at('given').isMap ? readMap(root.at('given'), 'answers', read) : {};
  const timelineWritten = read.required(root, 'timeline', 'timeline: [{ event: NAME, expect: … }]');
  const items = timelineWritten && read.list(timelineWritten, '"timeline"', '- event: NAME');
  if (items?.length === 0) read.problem('E202', 'the timeline is empty', timelineWritten!.place, 'add - event: NAME');
  const timeline: TestMoment[] = [];
  for (const item of items ?? []) {
    const moment = readMoment(item, timeline.at(-1), clock ?? 0, read);
    if (moment !== undefined) timeline.push(moment);
  }
  return name === undefined || clock === undefined
    ? undefined
    : { name, clock, given, failing, arms, providers, timeline, place: root.at('test').place };
}

function readMoment(item: WrittenYaml, before: TestMoment | undefined, clock: number, read: Reading): TestMoment | undefined {
  if (!read.map(item, 'a moment of the timeline', '- event: NAME')) return undefined;
  read.onlyKeys(item, momentKeys, 'in the timeline');
  const start = before?.arrives ?? clock;
  if (item.has('at') && item.has('after'))
    read.problem('E202', '"at" and "after" are two answers to one question', item.keyPlace('after'), 'keep one of them');
  const after = item.has('after') ? read.duration(item.at('after'), '"after"') : 0;
  const at = item.has('at') ? readInstant(item.at('at'), read) : start + (after ?? 0);
  if (!item.has('event') && !item.has('edit') && !item.has('expect'))
    read.problem('E202', 'a moment needs an event, an "edit" or an "expect"', item.place, 'add event: NAME');
  const event = item.has('event') ? read.text(item.at('event'), 'an event') : undefined;
  const person = item.has('person') ? readPerson(item.at('person'), read) : before?.person;
  const account = item.has('account') ? readAccount(item.at('account'), read) : before?.account;
  if (item.has('event') && item.has('edit'))
    read.problem('E202', 'an event and an "edit" are two moments', item.keyPlace('edit'), 'begin another line of the timeline with it');
  if (item.has('edit') !== item.has('by'))
    read.problem('E202', '"edit" and "by" belong together', item.place, 'as in { edit: { stage: trial }, by: nina }');
  const by = item.has('by') ? read.text(item.at('by'), '"by"') : undefined;
  if (at === undefined) return undefined;
  return {
    at,
    arrives: Math.max(at, start),
    ...(event === undefined ? {} : { event }),
    ...(person === undefined ? {} : { person }),
    ...(account === undefined ? {} : { account }),
    ...(item.has('edit') ? { edit: readMap(item, 'edit', read) } : {}),
    ...(by === undefined ? {} : { by }),
    properties: readMap(item, 'properties', read),
    traits: readMap(item, 'traits', read),
    ...(item.has('expect') ? { expect: readExpect(item.at('expect'), read), expectPlace: item.keyPlace('expect') } : {}),
    place: item.place,
  };
}

function readExpect(written: WrittenYaml, read: Reading): Readonly<Record<string, Value>> {
  if (!read.map(written, '"expect"', 'expect: { deal: { stage: won }, emails: [] }')) return {};
  read.onlyKeys(written, expectKeys, 'in "expect"');
  for (const key of ['person', 'account']) if (written.has(key)) read.map(written.at(key), `"${key}"`, `${key}: { name: value }`);
  if (written.has('deal') && written.at('deal').value !== null)
    read.map(written.at('deal'), '"deal"', 'deal: { stage: won }, or deal: null for none');
  const expected = written.value as Record<string, Value>;
  return {
    ...expected,
    ...(written.has('emails') ? { emails: readSent(written.at('emails'), read) } : {}),
    ...(written.has('tasks') ? { tasks: readTasks(written.at('tasks'), read) } : {}),
    ...(written.has('acts') ? { acts: readActs(written.at('acts'), read) } : {}),
  };
}

/** Each by its name alone; as soon as one says to whom it went, all are compared as maps. */
function readSent(written: WrittenYaml, read: Reading): readonly Value[] {
  const items = read.list(written, '"emails"', 'emails: [book-a-call], or [] for none') ?? [];
  const isDetailed = items.some(({ isMap }) => isMap);
  return items.map((item): Value => {
    if (!item.isMap) {
      const send = read.text(item, 'an email') ?? null;
      return isDetailed ? { send } : send;
    }
    read.onlyKeys(item, sentKeys, 'in an email');
    return item.value as Record<string, Value>;
  });
}

/** Each by its action alone, or with fields it was asked with. */
function readActs(written: WrittenYaml, read: Reading): readonly Value[] {
  const items = read.list(written, '"acts"', 'acts: [hubspot.upsert_contact], or [] for none') ?? [];
  return items.map((item): Value => {
    if (!item.isMap) return { action: read.text(item, 'an action') ?? null };
    read.onlyKeys(item, actKeys, 'in an act');
    return item.value as Record<string, Value>;
  });
}

function readFailing(written: WrittenYaml, read: Reading): readonly string[] {
  return read.oneOrMore(written).flatMap((item) => read.text(item, 'an action that fails') ?? []);
}

/** Each by its title alone, or by what is named of it. */
function readTasks(written: WrittenYaml, read: Reading): readonly Value[] {
  const items = read.list(written, '"tasks"', 'tasks: [{ title: Call Ana, for: nina }], or [] for none') ?? [];
  return items.flatMap((item): Value[] => {
    if (!item.isMap) return [{ title: read.text(item, 'the title of a task') ?? null }];
    read.onlyKeys(item, taskKeys, 'in a task');
    const due = item.has('due') ? readInstant(item.at('due'), read) : undefined;
    const named = item.value as Record<string, Value>;
    return [due === undefined ? named : { ...named, due: Temporal.Instant.fromEpochMilliseconds(due).toString() }];
  });
}

function readGiven(written: WrittenYaml, read: Reading): WorkspaceTest['given'] {
  if (!read.map(written, '"given"', 'given: { account: { domain: acme.test } }')) return {};
  read.onlyKeys(written, givenKeys, 'in "given"');
  const subjects = written.keys().filter((key) => key === 'person' || key === 'account');
  return Object.fromEntries(subjects.map((key) => [key, readMap(written, key, read)]));
}

function readArms(written: WrittenYaml, read: Reading): WorkspaceTest['arms'] {
  if (!read.map(written, '"arms"', 'arms: { re-engage: holdout }')) return {};
  const arms = written
    .keys()
    .map((key) => [key, read.oneOf(written.at(key), 'an arm', ['treated', 'holdout'] as const) ?? 'treated'] as const);
  return Object.fromEntries(arms);
}

function readMap(parent: WrittenYaml, key: string, read: Reading): Readonly<Record<string, Value>> {
  if (!parent.has(key) || !read.map(parent.at(key), `"${key}"`, `${key}: { name: value }`)) return {};
  return parent.at(key).value as Record<string, Value>;
}

function readPerson(written: WrittenYaml, read: Reading): PersonKeys | undefined {
  if (written.isMap) {
    read.onlyKeys(written, personKeys, 'of a person');
    const [userId, email, anonymousId] = ['user_id', 'email', 'anonymous_id'].map((key) =>
      written.has(key) ? read.text(written.at(key), `"${key}"`) : undefined,
    );
    return {
      ...(userId === undefined ? {} : { userId }),
      ...(email === undefined ? {} : { email: email.trim().toLowerCase() }),
      ...(anonymousId === undefined ? {} : { anonymousId }),
    };
  }
  const text = read.text(written, 'a person');
  if (text === undefined) return undefined;
  return text.includes('@') ? { email: text.trim().toLowerCase() } : { userId: text };
}

function readAccount(written: WrittenYaml, read: Reading): AccountKeys | undefined {
  if (written.isMap) {
    read.onlyKeys(written, accountKeys, 'of an account');
    const [groupId, stripeCustomer, domain] = ['group_id', 'stripe_customer', 'domain'].map((key) =>
      written.has(key) ? read.text(written.at(key), `"${key}"`) : undefined,
    );
    return {
      ...(groupId === undefined ? {} : { groupId }),
      ...(stripeCustomer === undefined ? {} : { stripeCustomer }),
      ...(domain === undefined ? {} : { domain: domain.toLowerCase() }),
    };
  }
  const text = read.text(written, 'an account');
  if (text === undefined) return undefined;
  if (text.startsWith('cus_')) return { stripeCustomer: text };
  return text.includes('.') ? { domain: text.toLowerCase() } : { groupId: text };
}

function readInstant(written: WrittenYaml, read: Reading): number | undefined {
  const text = read.text(written, 'an instant');
  if (text === undefined) return undefined;
  try {
    return Temporal.Instant.from(text).epochMilliseconds;
  } catch {
    read.problem('E209', `${describeValue(text)} is no instant`, written.place, 'date, time and zone: 2026-03-02T09:00:00-05:00');
    return undefined;
  }
}
