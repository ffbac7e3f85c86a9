// The top of a page: where it belongs to, what it is, and what it can be asked.

import { Group, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';

export function Heading({
  title,
  back,
  about,
  children,
}: {
  readonly title: string;
  readonly back?: ReactNode;
  readonly about?: ReactNode;
  readonly children?: ReactNode;
}) {
  useDocumentTitle(`${title} · Millrace`);
  return (
    <div>
      {back}
      <Group justify="space-between" align="flex-end" gap="sm">
        <div className="mr-heading">
          <Title order={1} size="h3">
            {title}
          </Title>
          {about !== undefined && (
            <Text size="sm" className="mr-quiet" component="div">
              {about}
            </Text>
          )}
        </div>
        {children !== undefined && <Group gap="xs">{children}</Group>}
      </Group>
    </div>
  );
}
