import { expect, test } from '@jest/globals';
import { workspaceOf } from '#libs/testing/small-workspace.js';
import { newTimes } from './new-times.js';

const now = Date.parse('2026-11-27T12:00:00Z');
const workspace = (when: string) => workspaceOf({ 'workflows/w.yaml': `workflow: w\nwhen: [${when}]\nsteps: [{ wait: 1d }]\n` });

test('a time that is new is told with when it comes first; one that stays is not', () => {
  const after = workspace('{ every: "mon 09:00" }, { every: "09:00", zone: Asia/Tokyo }');
  const mondays = { workflow: 'w', every: 'mon 09:00 workspace', nextAt: Date.parse('2026-11-30T08:00:00Z') };
  const daily = { workflow: 'w', every: '09:00 Asia/Tokyo', nextAt: Date.parse('2026-11-28T00:00:00Z') };
  expect(newTimes(null, after, now)).toEqual([mondays, daily]);
  expect(newTimes(workspace('{ every: "mon 9:00" }'), after, now)).toEqual([daily]);
  expect(newTimes(after, workspace('{ event: page }'), now)).toEqual([]);
});
