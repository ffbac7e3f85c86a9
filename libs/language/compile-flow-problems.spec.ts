// Mistakes in what is said about a workflow as a whole: its goal, its experiment, when it may send.

import { describe, expect, it } from '@jest/globals';
import { brief, compile } from '#libs/testing/small-workspace.js';

const withLine = (line: string, of = 'person') =>
  compile({ 'workflows/z.yaml': `workflow: z\nof: ${of}\nwhen: [{ event: page }]\n${line}\nsteps: [{ wait: 1d }]\n` });

describe('a workflow as a whole', () => {
  it.each([
    ['a goal without its time', 'goal: { event: page }', 'E202', 'within: 30d'],
    ['a goal of an unknown event', 'goal: { event: pagee, within: 1d }', 'E301', 'page'],
    ['a goal that is a text', 'goal: page', 'E203', 'within'],
    ['a holdout that is no share', 'experiment: { holdout: 0.1, goal: page, within: 1d }', 'E203', '10%'],
    ['a holdout of everybody', 'experiment: { holdout: 100%, goal: page, within: 1d }', 'E207', '10%'],
    ['an experiment without a goal', 'experiment: { holdout: 10%, within: 1d }', 'E202', 'goal: calendly.booked'],
    ['an experiment by something else', 'experiment: { holdout: 10%, by: deal, goal: page, within: 1d }', 'E204', 'account or person'],
    ['a send that says nothing', 'send: {}', 'E202', 'at_most: 2 per 7d'],
    ['hours that end before they begin', 'send: { hours: "17:00-09:00" }', 'E207', 'later time'],
    ['days that are none', 'send: { days: workdays }', 'E209', 'mon-fri'],
    ['a zone that is none', 'send: { days: mon, zone: Berlin }', 'E209', 'Europe/Berlin'],
    ['a cap without its time', 'send: { at_most: 2 }', 'E203', '2 per 7d'],
    ['a cap of nothing', 'send: { at_most: 0 per 7d }', 'E207', '2 per 7d'],
  ])('tells of %s', (_what, line, code, hint) => {
    const { problems, workspace } = withLine(line);
    expect(problems.map(brief)).toEqual([`workflows/z.yaml:4 ${code}`]);
    expect(problems[0]!.hint).toContain(hint);
    expect(workspace).toBeNull();
  });

  it.each([
    ['a time that is none', '{ every: monday }', 'E209', 'every: "mon 09:00"'],
    ['a time that is a number', '{ every: 9 }', 'E209', 'every: "mon 09:00"'],
    ['an owner in the time', '{ every: "mon 09:00 owner" }', 'E209', 'every: "mon 09:00"'],
    ['a clock that is nobody’s', '{ every: "mon 09:00", zone: customer }', 'E209', 'person, owner, workspace, or an IANA name'],
    ['a key that is none', '{ every: "mon 09:00", if: person.can_email }', 'E201', ''],
    ['a trigger that says nothing', '{}', 'E202', 'every: "mon 09:00"'],
    ['a zone of nothing', '{ zone: owner }', 'E202', 'every: "mon 09:00"'],
  ])('tells of %s in `every`', (_what, trigger, code, hint) => {
    const { problems } = compile({ 'workflows/z.yaml': `workflow: z\nwhen:\n  - ${trigger}\nsteps: [{ wait: 1d }]\n` });
    expect(problems.map(brief)).toEqual([`workflows/z.yaml:3 ${code}`]);
    expect(problems[0]!.hint ?? '').toContain(hint);
  });

  it('no event is there for a condition of a workflow that the calendar starts', () => {
    const { problems } = compile({
      'workflows/z.yaml': 'workflow: z\nwhen: [{ every: "09:00" }]\nif: event.company_size > 5\nsteps: [{ wait: 1d }]\n',
    });
    expect(problems.map(brief)).toEqual(['workflows/z.yaml:3 E108']);
  });

  it('an account’s run is about no person whose hash could decide', () => {
    const { problems } = withLine('experiment: { holdout: 10%, by: person, goal: page, within: 1d }', 'account');
    expect(problems.map(brief)).toEqual(['workflows/z.yaml:4 E204']);
  });

  it('reads goal and experiment', () => {
    const { workspace } = withLine(
      'goal: { event: demo_requested, if: event.company_size > 5, within: 30d }\nexperiment: { holdout: 12.5%, goal: page, within: 1d, guard: email.unsubscribed }',
    );
    expect(workspace?.workflows.get('z')).toMatchObject({
      goal: { event: 'Demo Requested', if: { source: 'event.company_size > 5' }, within: 30 * 86_400_000 },
      experiment: { holdout: 0.125, by: 'person', goal: 'page', within: 86_400_000, guard: ['email.unsubscribed'] },
    });
  });
});
