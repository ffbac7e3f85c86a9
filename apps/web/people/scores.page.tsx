// A score that can be checked: each line that gave points, what it saw, and the sum.

import { Group, Stack, Table, Text } from '@mantine/core';
import type { paths } from '../api-types.js';
import { Moment } from '../parts/moment.page.js';
import { Panel } from '../parts/panel.page.js';
import { sayName } from '../words.js';
import { sayTrait } from './trait-words.js';

type Score = paths['/api/people/{id}/profile']['get']['scores'][number];

export function Scores({ scores, tier, now }: { readonly scores: readonly Score[]; readonly tier?: string | null; readonly now: number }) {
  if (scores.length === 0) return null;
  return (
    <Panel title={scores.length === 1 ? 'Score' : 'Scores'} about={tier == null ? undefined : `Tier: ${sayName(tier)}`}>
      <Stack gap="lg">
        {scores.map((score) => (
          <OneScore key={score.name} score={score} now={now} />
        ))}
      </Stack>
    </Panel>
  );
}

function OneScore({ score: { name, value, at, missing, lines, file }, now }: { readonly score: Score; readonly now: number }) {
  return (
    <div>
      <Group justify="space-between" align="baseline">
        <Text fw={600}>{sayName(name)}</Text>
        <Text fw={700} size="lg" className="mr-number">
          {value === null ? 'Held' : value.toLocaleString()}
        </Text>
      </Group>
      <Text size="xs" className="mr-quiet">
        {file === null ? '' : `config/${file} · `}since <Moment at={at} now={now} />
      </Text>
      {missing.length > 0 ? (
        <Text size="sm" mt={4}>
          Not scored: {missing.join(', ')} {missing.length === 1 ? 'is' : 'are'} not known.
        </Text>
      ) : (
        <Table verticalSpacing={5} aria-label={`Lines of ${name}`}>
          <Table.Tbody>
            {lines.map((line, at) => (
              <Table.Tr key={at}>
                <Table.Td className="mr-number mr-points">
                  {line.points > 0 ? '+' : ''}
                  {line.points.toLocaleString()}
                </Table.Td>
                <Table.Td>
                  {line.because}
                  <Text size="xs" className="mr-quiet">
                    {Object.entries(line.saw)
                      .map(([read, seen]) => `${read} = ${sayTrait(seen, read)}`)
                      .join(', ')}
                    {file === null ? '' : ` · line ${line.line}`}
                  </Text>
                </Table.Td>
              </Table.Tr>
            ))}
            {lines.length === 0 && (
              <Table.Tr>
                <Table.Td>No line gives points at the moment.</Table.Td>
              </Table.Tr>
            )}
          </Table.Tbody>
        </Table>
      )}
    </div>
  );
}
