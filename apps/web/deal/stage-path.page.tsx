// The way through the stages: where it stands, and how long it stood in each.

import { Text } from '@mantine/core';
import type { Workspace } from '../board/use-board.js';
import { sayAge, sayInstant, sayName } from '../words.js';
import type { Question } from './why-list.page.js';

export function StagePath({
  stages,
  stage,
  questions,
  now,
}: {
  readonly stages: Workspace['pipelines'][number]['stages'];
  readonly stage: string;
  readonly questions: readonly Question[];
  readonly now: number;
}) {
  const moves = questions.filter(({ field }) => field === 'stage');
  /** Milliseconds in each; a deal that came back stood there twice. */
  const stood = new Map<string, number>();
  for (const [at, move] of moves.entries()) {
    const until = moves[at + 1]?.at ?? now;
    stood.set(String(move.to), (stood.get(String(move.to)) ?? 0) + until - move.at);
  }
  return (
    <nav aria-label="Way through the stages">
      <ol className="mr-path" tabIndex={0}>
        {stages.map(({ name, closes }) => {
          const reached = moves.findLast(({ to }) => to === name);
          const isHere = name === stage;
          return (
            <li key={name} aria-current={isHere ? 'step' : undefined} data-passed={reached !== undefined}>
              <Text size="sm" fw={600}>
                {sayName(name)}
              </Text>
              <Text size="xs" title={reached === undefined ? undefined : `Since ${sayInstant(reached.at)}`}>
                {reached === undefined
                  ? '–'
                  : isHere && closes !== null
                    ? `since ${sayAge(reached.at, now)}`
                    : sayAge(0, stood.get(name) ?? 0)}
              </Text>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
