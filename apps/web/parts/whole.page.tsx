// A page of several parts that are read side by side: it is shown when all of them are there, so that one that is filled later
// pushes down nothing that is being read already. What comes afterwards (another page of a list, a new answer) is not waited for.

import { Skeleton, Stack, type StackProps } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

export function Whole({ children, ...props }: StackProps) {
  const queries = useQueryClient();
  const [isThere, show] = useState(false);
  useEffect(() => {
    if (isThere) return;
    const look = () => {
      if (queries.isFetching({ predicate: ({ state }) => state.status === 'pending' }) === 0) show(true);
    };
    const stop = queries.getQueryCache().subscribe(look);
    look();
    return stop;
  }, [queries, isThere]);
  return (
    <div className="mr-whole">
      {!isThere && <Skeleton h={480} className="mr-whole-coming" role="status" aria-label="Loading" />}
      <Stack {...props} className={isThere ? undefined : 'mr-whole-hidden'}>
        {children}
      </Stack>
    </div>
  );
}
