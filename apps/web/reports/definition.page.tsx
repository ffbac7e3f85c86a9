// What a chart counts: in words, column by column, and as the SQL that is run and the views under it.

import { Modal, Stack, Text, Title } from '@mantine/core';
import { Copy } from '../parts/copy.page.js';
import { Facts } from '../parts/facts.page.js';
import type { Told } from './report-search.js';

export function Definition({ told, isOpen, onClose }: { readonly told: Told; readonly isOpen: boolean; readonly onClose: () => void }) {
  const { chart, definition } = told;
  const told_ = chart.columns.filter(({ about }) => about !== undefined);
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      transitionProps={{ duration: 0 }}
      size="xl"
      title="How this is counted"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack gap="md">
        <Text size="sm" fw={600}>
          {chart.question}
        </Text>
        <Text size="sm">{definition.about}</Text>
        {told_.length > 0 && <Facts of={told_.map(({ label, about }) => [label, about])} />}
        <Sql title="What is run" about="Names with a colon are the period and the filters." sql={definition.sql} />
        {definition.views.map(({ name, about, sql }) => (
          <Sql key={name} title={name} about={about} sql={sql.trim()} />
        ))}
        <Text size="xs" className="mr-quiet">
          The views are in schema reporting of the database, where Metabase, Superset or Grafana can read them as well.
        </Text>
      </Stack>
    </Modal>
  );
}

function Sql({ title, about, sql }: { readonly title: string; readonly about: string; readonly sql: string }) {
  return (
    <section aria-label={title}>
      <div className="mr-sql-head">
        <Title order={3} size="h6" className="mr-break">
          {title}
        </Title>
        <Copy text={sql} label="Copy SQL" />
      </div>
      <Text size="xs" className="mr-quiet" mb={4}>
        {about}
      </Text>
      <pre className="mr-code mr-sql" tabIndex={0}>
        {sql}
      </pre>
    </section>
  );
}
