// What stands where nothing is yet: why it is empty, and what to type or do next.

import { Code, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';

export function Nothing({
  title,
  command,
  children,
}: {
  readonly title: string;
  readonly command?: string;
  readonly children?: ReactNode;
}) {
  return (
    <Stack gap={6} py="sm" align="center" ta="center">
      <Text fw={600}>{title}</Text>
      {children !== undefined && (
        <Text size="sm" className="mr-quiet" maw={520}>
          {children}
        </Text>
      )}
      {command !== undefined && <Code block>{command}</Code>}
    </Stack>
  );
}
