// One part of a page with its own heading.

import { Card, Group, Text, Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';

export function Panel({
  title,
  about,
  aside,
  children,
}: {
  readonly title: string;
  readonly about?: ReactNode;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}) {
  const id = useId();
  return (
    <Card withBorder component="section" aria-labelledby={id} p="md">
      <Group justify="space-between" align="center" mb="xs" gap="xs">
        <div>
          <Title order={2} size="h5" id={id}>
            {title}
          </Title>
          {about !== undefined && (
            <Text size="xs" className="mr-quiet">
              {about}
            </Text>
          )}
        </div>
        {aside}
      </Group>
      {children}
    </Card>
  );
}
