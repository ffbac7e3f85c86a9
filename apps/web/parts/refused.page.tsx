// Why what was asked for was not done; nothing where nothing was refused.

import { Alert, type AlertProps } from '@mantine/core';

export function Refused({ error, ...look }: { readonly error: Error | null } & Pick<AlertProps, 'title' | 'mb' | 'p'>) {
  if (error === null) return null;
  return (
    <Alert color="red" variant="light" role="alert" {...look}>
      {error.message}
    </Alert>
  );
}
