// Emails as they would look, filled with their samples; what was sent; and in a demo, the local mailbox.

import { Stack } from '@mantine/core';
import { Link, useSearch } from '@tanstack/react-router';
import { Heading } from '../parts/heading.page.js';
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
  const shown = parts.find((part) => part.tab === tab) ?? parts[0];
  return (
    <Stack gap="md">
      <Heading title="Emails" about="They stand in git, in config/emails; here is how they look and what became of them" />
      <nav aria-label="Emails" className="mr-tabs">
        {parts.map((part) => (
          <Link
            key={part.tab}
            to="/emails"
            search={{ tab: part.tab }}
            className="mr-tab"
            aria-current={part.tab === shown.tab ? 'page' : undefined}
          >
            {part.title}
          </Link>
        ))}
      </nav>
      {shown.show()}
    </Stack>
  );
}
