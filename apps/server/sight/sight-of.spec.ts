import { expect, test } from '@jest/globals';
import { compile } from '#libs/testing/small-workspace.js';
import { sightOf } from './sight-of.js';

const settings = (seen: string) =>
  `workspace: Acme\ntime_zone: Europe/Berlin\nsender: { name: Acme, email: hello@acme.example, address: "1 High Street" }\n${seen}`;
const team = `team: Sales
reps:
  nina: { name: Nina, email: Nina@acme.example, team: enterprise }
  omar: { name: Omar, email: omar@acme.example, teams: [smb, enterprise] }
  june: { name: June, email: june@acme.example, team: smb, active: false }
  sales-lead: { name: Sam, email: sam@acme.example, team: leads }
`;
const sees = (seen: string, email: string, role: 'viewer' | 'rep' | 'ops' | 'admin' = 'rep') => {
  const { workspace, problems } = compile({ 'workspace.yaml': settings(seen), 'team.yaml': team });
  expect(problems.filter(({ code }) => code.startsWith('E'))).toEqual([]);
  return sightOf({ role, email }, workspace!)?.reps ?? 'everything';
};

test.each([
  ['', 'nina@acme.example', 'everything'],
  ['reps_see: everything', 'nina@acme.example', 'everything'],
  ['reps_see: own', 'nina@acme.example', ['nina']],
  ['reps_see: team', 'NINA@acme.example', ['nina', 'omar']],
  ['reps_see: team', 'omar@acme.example', ['omar', 'june', 'nina']],
  ['reps_see: team', 'sam@acme.example', ['sales-lead']],
  ['reps_see: own', 'somebody@acme.example', []],
])('%s: %s sees what %j own, and what nobody owns', (seen, email, reps) => {
  expect(sees(seen, email)).toEqual(reps);
});

test.each(['viewer', 'ops', 'admin'] as const)('a %s sees everything whatever reps see', (role) => {
  expect(sees('reps_see: own', 'nina@acme.example', role)).toBe('everything');
});

test('another word is an error that names the three', () => {
  const { problems } = compile({ 'workspace.yaml': settings('reps_see: teams') });
  expect(problems).toContainEqual(
    expect.objectContaining({ code: 'E204', message: expect.stringContaining('everything, team, own'), hint: 'did you mean "team"?' }),
  );
});
