// What a page shows instead of its content: an error with a way on, nothing here.

import { Alert, Button, Center, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';

export function Failed({ error, again }: { readonly error: Error; readonly again: () => void }) {
  return (
    <Alert color="red" variant="light" title="This could not be read" role="alert">
      <Stack align="flex-start" gap="xs">
        <Text size="sm">{error.message}</Text>
        <Button size="xs" variant="default" onClick={again}>
          Try again
        </Button>
      </Stack>
    </Alert>
  );
}

/** Of the whole company, for who sees a part of it. */
export function OfAll() {
  return (
    <Stack align="flex-start" gap="xs">
      <Title order={1} size="h3">
        This is about the whole company
      </Title>
      <Text size="sm">
        You see a part of it (reps_see in config/workspace.yaml), and figures of a part would look like those of all. Ask ops for them.
      </Text>
      <Link to="/deals" search={{}}>
        To the deals
      </Link>
    </Stack>
  );
}

export function NothingHere() {
  return (
    <Center mih="60dvh" component="main">
      <Stack align="center">
        <Title order={1} size="h3">
          There is no such page
        </Title>
        <Link to="/deals" search={{}}>
          To the deals
        </Link>
      </Stack>
    </Center>
  );
}
