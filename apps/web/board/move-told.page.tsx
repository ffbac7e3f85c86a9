// What became of a move: how long it wins over facts and how it is undone, or why it was taken back.

import { Alert, Button, CloseButton, Text } from '@mantine/core';
import { useEffect } from 'react';
import { useSingleKeys } from '../frame/single-keys.js';
import { sayAge, sayName, sayTime } from '../words.js';
import type { useBoard } from './use-board.js';

const shownFor = 12_000;

export function MoveTold({
  move,
  hold,
  now,
}: {
  readonly move: ReturnType<typeof useBoard>['move'];
  readonly hold: number;
  readonly now: number;
}) {
  const { isSuccess, variables, reset } = move;
  useEffect(() => {
    if (!isSuccess) return undefined;
    const end = setTimeout(reset, shownFor);
    return () => clearTimeout(end);
  }, [isSuccess, variables, reset]);
  const undo = () => {
    if (!isSuccess || variables === undefined || variables.isUndo === true) return;
    const { card, stage } = variables;
    move.mutate({ card: { ...card, stage, version: move.data.version! }, stage: card.stage, isUndo: true });
  };
  useSingleKeys([['u', undo]]);
  return (
    <div className="mr-told" aria-live="polite">
      {move.error !== null && variables !== undefined && (
        <Alert
          color="red"
          role="alert"
          withCloseButton
          closeButtonLabel="Close"
          onClose={reset}
          title={`${variables.card.name.slice(0, 80)} stays where it was`}
        >
          {move.error.message}
        </Alert>
      )}
      {isSuccess && variables !== undefined && (
        <div className="mr-told-move">
          <Text size="sm" className="mr-words">
            <b>{variables.card.name.slice(0, 80)}</b> is in {sayName(variables.stage)}.{' '}
            {hold > 0 && (
              <>
                Your move wins for {sayAge(0, hold)}: until {sayTime(now + hold)} facts only propose another stage.
              </>
            )}
          </Text>
          {variables.isUndo !== true && (
            <Button size="compact-sm" variant="default" onClick={undo} aria-keyshortcuts="U">
              Undo
            </Button>
          )}
          <CloseButton size="sm" aria-label="Close" onClick={reset} />
        </div>
      )}
    </div>
  );
}
