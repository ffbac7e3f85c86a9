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
