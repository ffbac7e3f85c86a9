// A rep's own edit: amount, owner and a note. It wins over facts for as long as the pipeline says.

import { Alert, Button, Group, Modal, NumberInput, Select, Stack, Text, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Workspace } from '../board/use-board.js';
import { type Money, sayMoney, unitsOf } from '../words.js';

export interface DealEdit {
  readonly stage?: unknown;
  readonly amount?: unknown;
  readonly owner?: unknown;
  readonly closed_at?: unknown;
  readonly fields?: Readonly<Record<string, unknown>>;
  /** Of the deal that was read: an edit of another one is refused. */
  readonly version?: number;
}

export function EditDeal({
  amount,
  owner,
  note,
  version,
  workspace,
  holdsFor,
  isOpen,
  isPending,
  error,
  onClose,
  onSave,
  onTold,
}: {
  readonly amount: Money | null;
  readonly owner: string | null;
  readonly note: string;
  readonly version: number;
  readonly workspace: Workspace;
  readonly holdsFor: string;
  readonly isOpen: boolean;
  readonly isPending: boolean;
  readonly error: string | undefined;
  readonly onClose: () => void;
  readonly onSave: (edit: DealEdit) => void;
  /** What was refused is dealt with. */
  readonly onTold: () => void;
}) {
  return (
    <Modal opened={isOpen} onClose={onClose} title="Edit the deal" closeButtonProps={{ 'aria-label': 'Close' }}>
      {isOpen && <Form {...{ amount, owner, note, version, workspace, holdsFor, isPending, error, onClose, onSave, onTold }} />}
    </Modal>
  );
}

type FormOf = Omit<Parameters<typeof EditDeal>[0], 'isOpen'>;

const most = 1_000_000_000;

function Form({ workspace, holdsFor, isPending, error, onClose, onSave, onTold, ...now }: FormOf) {
  // What was read when the form was opened: what others change meanwhile is not overwritten unseen.
  const [read, setRead] = useState(now);
  const { amount, owner, note } = read;
  const currency = amount?.currency ?? workspace.currency;
  const scale = unitsOf(currency);
  const [units, setUnits] = useState<number | string>(amount === null ? '' : amount.amount / scale);
  const [by, setBy] = useState(owner);
  const [text, setText] = useState(note);
  const amountIn = (of: number | string) => (of === '' ? null : { amount: Math.round(Number(of) * scale), currency });
  const nameOf = (key: string | null) => workspace.reps.find((rep) => rep.key === key)?.name ?? key ?? 'nobody';
  const isBeyond = units !== '' && !(Number(units) >= 0 && Number(units) <= most);
  const unitsOfNow = now.amount === null ? '' : now.amount.amount / scale;
  const takeOver = () => {
    if (amountIn(units)?.amount === amount?.amount) setUnits(unitsOfNow);
    if (by === owner) setBy(now.owner);
    if (text === note) setText(now.note);
    setRead(now);
    onTold();
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (isBeyond) return;
    const next = amountIn(units);
    // Only what was changed: an edit holds what it names.
    const change = {
      ...(next?.amount === amount?.amount ? {} : { amount: next }),
      ...(by === owner ? {} : { owner: by }),
      ...(text === note ? {} : { fields: { note: text === '' ? null : text } }),
    };
    if (Object.keys(change).length === 0) onClose();
    else onSave({ version: read.version, ...change });
  };
  return (
    <form onSubmit={send}>
      <Stack gap="sm">
        {error !== undefined && (
          <Alert color="red" role="alert">
            {error}
            {now.version !== read.version && (
              <Stack gap={4} mt="xs" align="flex-start">
                <Text size="sm">
                  By now: amount {now.amount === null ? 'none' : sayMoney(now.amount)}, owner {nameOf(now.owner)}
                  {now.note === '' ? ', no note' : `, note “${now.note.slice(0, 200)}”`}.
                </Text>
                <Button size="compact-xs" variant="default" onClick={takeOver}>
                  Keep what I changed, take the rest from there
                </Button>
              </Stack>
            )}
          </Alert>
        )}
        <NumberInput
          label={`Amount (${currency.toUpperCase()})`}
          value={units}
          onChange={setUnits}
          // What is too much is told, not made less in silence.
          clampBehavior="none"
          error={isBeyond ? `From 0 to ${most.toLocaleString()}` : undefined}
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
