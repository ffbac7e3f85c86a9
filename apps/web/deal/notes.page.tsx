// Notes of a deal, each with who wrote it and when. The latest is the deal's field `note`; those before are its history.

import { Button, Stack, Text, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { get, patch } from '../api.client.js';
import { Moment } from '../parts/moment.page.js';
import { Panel } from '../parts/panel.page.js';
import { Refused } from '../parts/refused.page.js';
import { More, usePages } from '../parts/rows.page.js';

/** Read beside the deal: what stands below the notes is not to be pushed down by them. */
export function useNotes(deal: string) {
  return usePages(['timeline', 'deals', deal, 'notes'], (cursor) =>
    get('/api/deals/{id}/timeline', { ...cursor, only: 'note', limit: '5' }, { id: deal }),
  );
}

interface NotesProps {
  readonly deal: string;
  readonly pages: ReturnType<typeof useNotes>;
  readonly now: number;
  readonly mayWrite: boolean;
}

export function Notes({ deal, pages, now, mayWrite }: NotesProps) {
  const queries = useQueryClient();
  const [text, setText] = useState('');
  const add = useMutation({
    mutationFn: () => patch('/api/deals/{id}', { fields: { note: text.trim() } }, { id: deal }),
    onSuccess: () => setText(''),
    onSettled: () => Promise.all([['deal', deal], ['why', deal], ['timeline']].map((queryKey) => queries.invalidateQueries({ queryKey }))),
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  return (
    <Panel title="Notes">
      <Stack gap="sm">
        {mayWrite && (
          <form onSubmit={send}>
            <Stack gap={6} align="flex-end">
              <Textarea
                w="100%"
                size="sm"
                autosize
                minRows={2}
                maxRows={10}
                maxLength={2000}
                aria-label="What should the next one know?"
                placeholder="What should the next one know?"
                value={text}
                onChange={(event) => setText(event.currentTarget.value)}
              />
              <Button type="submit" size="xs" loading={add.isPending} disabled={text.trim() === ''}>
                Add the note
              </Button>
            </Stack>
          </form>
        )}
        <Refused error={add.error ?? pages.error} />
        {pages.isSuccess && pages.rows.length === 0 && (
          <Text size="sm" className="mr-quiet">
            Nobody has written one.
          </Text>
        )}
        <ul className="mr-plain">
          {pages.rows.map((note) => (
            <li key={note.id}>
              <div className="mr-words mr-note">{note.title}</div>
              <Text size="xs" className="mr-quiet">
                {note.note}, <Moment at={note.at} now={now} />
              </Text>
            </li>
          ))}
        </ul>
        <More pages={pages} />
      </Stack>
    </Panel>
  );
}
