// A rep's own edit: amount, owner and a note. It wins over facts for as long as the pipeline says.

import { Alert, Button, Group, Modal, NumberInput, Select, Stack, Text, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Workspace } from '../board/use-board.js';
import { type Money, unitsOf } from '../words.js';

export interface DealEdit {
  readonly stage?: unknown;
  readonly amount?: unknown;
  readonly owner?: unknown;
  readonly closed_at?: unknown;
  readonly fields?: Readonly<Record<string, unknown>>;
}

export function EditDeal({
  amount,
  owner,
  note,
  workspace,
  holdsFor,
  isOpen,
  isPending,
  error,
  onClose,
  onSave,
}: {
  readonly amount: Money | null;
  readonly owner: string | null;
  readonly note: string;
  readonly workspace: Workspace;
  readonly holdsFor: string;
  readonly isOpen: boolean;
  readonly isPending: boolean;
  readonly error: string | undefined;
  readonly onClose: () => void;
  readonly onSave: (edit: DealEdit) => void;
}) {
  return (
    <Modal opened={isOpen} onClose={onClose} title="Edit the deal" closeButtonProps={{ 'aria-label': 'Close' }}>
      {isOpen && <Form {...{ amount, owner, note, workspace, holdsFor, isPending, error, onSave }} />}
    </Modal>
  );
}

type FormOf = Omit<Parameters<typeof EditDeal>[0], 'isOpen' | 'onClose'>;

function Form({ amount, owner, note, workspace, holdsFor, isPending, error, onSave }: FormOf) {
  const currency = amount?.currency ?? workspace.currency;
  const scale = unitsOf(currency);
  const [units, setUnits] = useState<number | string>(amount === null ? '' : amount.amount / scale);
  const [by, setBy] = useState(owner);
  const [text, setText] = useState(note);
  const send = (event: FormEvent) => {
    event.preventDefault();
    const next = units === '' ? null : { amount: Math.round(Number(units) * scale), currency };
    // Only what was changed: an edit holds what it names.
    onSave({
      ...(next?.amount === amount?.amount ? {} : { amount: next }),
      ...(by === owner ? {} : { owner: by }),
      ...(text === note ? {} : { fields: { note: text === '' ? null : text } }),
    });
  };
  return (
    <form onSubmit={send}>
      <Stack gap="sm">
        {error !== undefined && (
          <Alert color="red" role="alert">
            {error}
          </Alert>
        )}
        <NumberInput
          label={`Amount (${currency.toUpperCase()})`}
          value={units}
          onChange={setUnits}
          min={0}
          max={1_000_000_000}
          decimalScale={Math.log10(scale)}
          thousandSeparator
          hideControls
        />
        <Select
          label="Owner"
          clearable
          data={workspace.reps.filter(({ active, key }) => active || key === owner).map(({ key, name }) => ({ value: key, label: name }))}
          value={by}
          onChange={setBy}
        />
        <Textarea
          label="Note"
          autosize
          minRows={3}
          maxRows={10}
          maxLength={2000}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Text size="xs" className="mr-quiet">
          What you change wins over facts for {holdsFor}.
        </Text>
        <Group justify="flex-end">
          <Button type="submit" loading={isPending}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
