// A button that copies a text.

import { Alert, Button, Code, CopyButton, Group } from '@mantine/core';

export function Copy({
  text,
  label = 'Copy',
  size = 'compact-xs',
}: {
  readonly text: string;
  readonly label?: string;
  readonly size?: string;
}) {
  return (
    <CopyButton value={text}>
      {({ copied, copy }) => (
        <Button size={size} variant="default" onClick={copy}>
          {copied ? 'Copied' : label}
        </Button>
      )}
    </CopyButton>
  );
}

/** A secret that nobody can read again. */
export function ShownOnce({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <Alert color="teal" variant="light" title={title}>
      <Group gap="xs">
        <Code className="mr-break">{text}</Code>
        <Copy text={text} />
      </Group>
    </Alert>
  );
}
