// An address of a chart that there is not.

import { Stack } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Heading } from '../parts/heading.page.js';
import { Nothing } from '../parts/nothing.page.js';

export function NoChart({ name }: { readonly name: string }) {
  return (
    <Stack gap="md">
      <Heading title="There is no such chart" back={<Link to="/reports">← Reports</Link>} />
      <Nothing title={`No chart is called “${name.slice(0, 80)}”`} command="npx millrace check config">
        The charts there are stand under Reports; which of them a file may name is told by
      </Nothing>
    </Stack>
  );
}
