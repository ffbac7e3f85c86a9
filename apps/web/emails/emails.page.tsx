// Emails as they would look, filled with their samples; what was sent; and in a demo, the local mailbox.

import { Stack } from '@mantine/core';
import { useSearch } from '@tanstack/react-router';
import { Heading } from '../parts/heading.page.js';
import { Tabs } from '../parts/tabs.page.js';
import { Deliveries } from './deliveries.page.js';
import { Mailbox } from './mailbox.page.js';
import { Previews } from './previews.page.js';

const parts = [
  { tab: 'previews', title: 'Previews', show: () => <Previews /> },
  { tab: 'log', title: 'Delivery log', show: () => <Deliveries /> },
  { tab: 'mailbox', title: 'Local mailbox', show: () => <Mailbox /> },
] as const;

export function EmailsPage() {
  const { tab } = useSearch({ from: '/frame/emails' });
  return (
    <Stack gap="md">
      <Heading title="Emails" about="They stand in git, in config/emails; here is how they look and what became of them" />
      <Tabs label="Emails" to="/emails" tabs={parts} chosen={tab} />
    </Stack>
  );
}
