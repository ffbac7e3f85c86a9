import { describe, expect, test } from '@jest/globals';
import { decide, facts, hour, now, problemsOf } from '../step.fixture.js';

const nina = { owner: facts({ id: 'nina' }), person: facts({ name: 'Ana {{x}}' }) };
const written = 'task: "Call ${{ person.name }}"\nfor: owner\ndue: 2d';

describe('task', () => {
  test('is a write of the run’s own commit, for the owner, with its values put in as they are', () => {
    expect(decide(written, { scope: nina })).toEqual({
      outcome: { kind: 'go', port: 'next' },
      writes: [{ kind: 'task', title: 'Call Ana {{x}}', note: null, rep: 'nina', dueAt: now + 48 * hour }],
    });
  });

  test('may be written as a map, for a rep by key, with a note and without a due time', () => {
    const yaml = 'task: { title: Call them, for: "rep:nina", note: They asked twice. }';
    expect(decide(yaml).writes).toEqual([{ kind: 'task', title: 'Call them', note: 'They asked twice.', rep: 'nina', dueAt: null }]);
  });

  test('is for the owner when nothing is said', () => {
    expect(decide('task: Call them', { scope: nina }).writes).toMatchObject([{ rep: 'nina' }]);
  });

  test('without an owner is nobody’s, and the journal says so', () => {
    expect(decide(written)).toMatchObject({ writes: [{ rep: null }], note: 'the task is nobody’s: there is no owner' });
  });

  test('for a rep who left is nobody’s', () => {
    const { writes, note } = decide('task: { title: x, for: "rep:nina" }', { workspace: { team: { reps: new Map(), teams: new Map() } } });
    expect({ writes, note }).toMatchObject({ writes: [{ rep: null }], note: 'the task is nobody’s: there is no rep "nina" any more' });
  });

  test('has a title of at most 500 characters', () => {
    const { writes } = decide('task: "${{ person.name }}"', { scope: { person: facts({ name: '😀'.repeat(400) }) } });
    expect(writes).toMatchObject([{ title: expect.stringMatching(/…$/u) }]);
    expect(JSON.stringify(writes).length).toBeLessThan(600);
  });
});

test.each([
  ['task: 5', 'E203 6:11 the title of a task is a text; this is 5 (quote it: "5")'],
  ['task: { for: owner }', 'E202 6:11 "title" is missing (add title: …)'],
  ['task: Call\nfor: rep:ninna', 'E306 7:14 there is no rep "ninna" (did you mean "nina"?)'],
  ['task: Call\nfor: nina', 'E204 7:10 "for" is owner or a rep (write for: owner, or for: rep:KEY)'],
  ['task: Call\ndue: 2', 'E205 7:10 "due" is a duration; 2 is not (add the unit: 2d, 2h or 2m)'],
  ['task: Call\nto: owner', 'E201 7:5 unknown key "to" in the step "task"'],
  ['task: { title: Call }\nfor: owner', 'E202 7:5 "for" stands beside a task that is a map'],
  ['task: "Call ${{ person.nam }}"', 'E104'],
])('%s is refused with the fix', (yaml, problem) => {
  expect(problemsOf(yaml).join('\n')).toContain(problem);
});
