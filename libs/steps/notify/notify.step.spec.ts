import { describe, expect, test } from '@jest/globals';
import { decide, facts, problemsOf } from '../step.fixture.js';

const next = { kind: 'go', port: 'next' };
const about = { workflow: 'tested', person_id: '7', account_id: '8', deal_id: null };
const scope = { person: facts({ name: 'Ana' }), owner: facts({ id: 'nina' }) };

describe('notify', () => {
  test.each([
    ['the owner', 'notify: { rep: owner, text: "${{ person.name }} asked." }', 'nina'],
    ['a rep by name', 'notify: { rep: omar, text: "${{ person.name }} asked." }', 'omar'],
  ])('tells %s by mail, with what it is about', (_title, yaml, rep) => {
    expect(decide(yaml, { scope })).toEqual({
      outcome: next,
      deliveries: [{ action: 'notify.rep', to: `${rep}@acme.example`, payload: { rep, text: 'Ana asked.', ...about }, notBefore: null }],
    });
  });

  test('tells a channel', () => {
    expect(decide('notify: { channel: "#sales", text: "Hello" }', { run: { dealId: '12' } })).toEqual({
      outcome: next,
      deliveries: [{ action: 'slack.post_message', to: '#sales', payload: { text: 'Hello', ...about, deal_id: '12' }, notBefore: null }],
    });
  });

  test.each([
    ['there is no owner', 'notify: { rep: owner, text: Hi }', {}, 'nobody was told: there is no owner'],
    [
      'the rep is gone since the run began',
      'notify: { rep: omar, text: Hi }',
      { workspace: { team: { reps: new Map(), teams: new Map() } } },
      'nobody was told: there is no rep "omar" any more',
    ],
  ])('goes on and says so when %s', (_title, yaml, given, note) => {
    expect(decide(yaml, given)).toEqual({ outcome: next, note });
  });

  test.each([
    ['notify: Hi', ['E203 6:13 "notify" is written as a map (as in notify: { rep: owner, text: … })']],
    ['notify: { text: Hi }', ['E202 6:13 "notify" names either a rep or a channel (as in notify: { rep: owner, text: … })']],
    [
      'notify: { rep: owner, channel: x, text: Hi }',
      ['E202 6:13 "notify" names either a rep or a channel (as in notify: { rep: owner, text: … })'],
    ],
    ['notify: { rep: owner }', ['E202 6:13 "text" is missing (add text: …)']],
    ['notify: { rep: omra, text: Hi }', ['E306 6:20 there is no rep "omra" (did you mean "omar"?)']],
    ['notify: { channel: 5, text: Hi }', ['E203 6:24 "channel" is a text; this is 5 (quote it: "5")']],
    ['notify: { rep: owner, text: 5 }', ['E203 6:33 "text" is a text; this is 5 (quote it: "5")']],
    [
      'notify: { rep: owner, text: "{{ person.name }}" }',
      ['E101 6:33 "text" has a "{{" that is not filled in (write values as ${{ person.name }})'],
    ],
  ])('%s is refused with the fix', (yaml, problems) => {
    expect(problemsOf(yaml)).toEqual(problems);
  });
});
