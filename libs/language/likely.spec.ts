// How many of a stage's deals are won: a share that a pipeline may say for each stage.

import { expect, test } from '@jest/globals';
import { brief, compile } from '#libs/testing/small-workspace.js';

const withStage = (stage: string) => compile({ 'pipelines/z.yaml': `pipeline: z\nmatch: [account.domain]\nstages:\n  ${stage}\n` });

test('a stage says its share; won is certain, lost is not, and the others may be silent', () => {
  const { workspace } = withStage('new:\n  demo: { likely: 12.5% }\n  won:\n  lost:');
  expect(workspace!.pipelines.get('z')!.stages.map(({ likely }) => likely)).toEqual([undefined, 0.125, 1, 0]);
});

test.each([
  ['demo: { likely: 40 }', 'pipelines/z.yaml:4 E204', 'as 40%'],
  ['demo: { likely: 101% }', 'pipelines/z.yaml:4 E204', 'as 40%'],
  ['won: { likely: 90% }', 'pipelines/z.yaml:4 E207', 'leave it out'],
])('%s is refused with its place and the way out', (stage, place, hint) => {
  const { problems } = withStage(stage);
  expect([problems.map(brief), problems[0]!.hint]).toEqual([[expect.stringContaining(place)], expect.stringContaining(hint)]);
});
