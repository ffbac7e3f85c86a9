// What a mail says, when somebody asks: its subject and its words as text, never as HTML.

import { Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { get } from '../api.client.js';

export function Letter({ id }: { readonly id: string }) {
  const [isOpen, setOpen] = useState(false);
  const letter = useQuery({
    queryKey: ['letter', id],
    queryFn: () => get('/api/deliveries/{id}/letter', {}, { id }),
    enabled: isOpen,
    staleTime: 60_000,
  });
  return (
    <details className="mr-letter" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>What it says</summary>
      {!isOpen ? null : letter.isPending ? (
        <Skeleton h={60} role="status" aria-label="Loading" />
      ) : letter.isError ? (
        <Text size="sm">{letter.error.message}</Text>
      ) : letter.data.text === null ? (
        <Text size="sm">It cannot be filled any more: {letter.data.problem}</Text>
      ) : (
        <>
          <Text size="sm" fw={600} className="mr-words">
            {letter.data.subject}
          </Text>
          <pre>{letter.data.text}</pre>
          <Text size="xs" className="mr-quiet">
            As the template is today
          </Text>
        </>
      )}
    </details>
  );
}
