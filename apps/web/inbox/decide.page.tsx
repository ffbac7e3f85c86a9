// The ways out of one row, as buttons; what was refused says why beside them. Who may not decide sees none.

import { Button, Group, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMe } from '../frame/use-session.js';
import { isSecondClick } from '../parts/is-second-click.js';

export interface Way {
  readonly label: string;
  readonly do: () => Promise<unknown>;
  readonly isMain?: boolean;
}

/** @param of what the row is called for who only hears the buttons. @param list key of the list that is read anew */
export function Decide({ of, list, ways }: { readonly of: string; readonly list: string; readonly ways: readonly Way[] }) {
  const queries = useQueryClient();
  const me = useMe();
  const decide = useMutation({
    mutationFn: (way: Way) => way.do(),
    onSettled: () => Promise.all([queries.invalidateQueries({ queryKey: [list] }), queries.invalidateQueries({ queryKey: ['inbox'] })]),
  });
  if (me.data === undefined) return null;
  if (me.data.role !== 'ops' && me.data.role !== 'admin')
    return (
      <Text size="xs" className="mr-quiet">
        for ops to decide
      </Text>
    );
  return (
    <div>
      <Group gap={6} wrap="nowrap">
        {ways.map((way) => (
          <Button
            key={way.label}
            size="compact-sm"
            variant={way.isMain === true ? 'filled' : 'default'}
            // Not `disabled`, which would take the focus from who pressed it.
            data-disabled={decide.isPending || undefined}
            aria-disabled={decide.isPending}
            aria-label={`${way.label}: ${of}`}
            onClick={(event) => !decide.isPending && !isSecondClick(event) && decide.mutate(way)}
          >
            {way.label}
          </Button>
        ))}
      </Group>
      {decide.error !== null && (
        <Text size="xs" role="alert" className="mr-step-lost">
          {decide.error.message}
        </Text>
      )}
    </div>
  );
}
