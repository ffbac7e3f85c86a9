// The dashboards of config/reports, and every chart there is.

import './reports.css';
import { Card, Skeleton, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Failed } from '../frame/states.page.js';
import { Heading } from '../parts/heading.page.js';
import { Nothing } from '../parts/nothing.page.js';
import { Panel } from '../parts/panel.page.js';
import { sayName } from '../words.js';
import type { Dashboard, Reports } from './report-search.js';
import { useReports } from './use-reports.js';

export function ReportsPage() {
  const { data, isError, error, refetch } = useReports();
  if (isError && data === undefined) return <Failed error={error} again={() => void refetch()} />;
  return (
    <Stack gap="md">
      <Heading title="Reports" about="Counted from the facts at the moment you look; each chart says how, down to the SQL." />
      {data === undefined ? (
        <Skeleton h={420} role="status" aria-label="Loading" />
      ) : (
        <>
          <Dashboards {...data} />
          <Panel title="Every chart" about="Each on a page of its own; a dashboard puts some together.">
            <ul className="mr-lines">
              {data.charts.map(({ name, question, about }) => (
                <li key={name}>
                  <div className="mr-what">
                    <Link to="/reports/charts/$chart" params={{ chart: name }}>
                      {question}
                    </Link>
                    <Text size="xs" className="mr-quiet mr-two-lines">
                      {about}
                    </Text>
                  </div>
                  <code className="mr-small mr-quiet">{name}</code>
                </li>
              ))}
            </ul>
          </Panel>
        </>
      )}
    </Stack>
  );
}

function Dashboards({ dashboards, charts }: Reports) {
  if (dashboards.length === 0)
    return (
      <Panel title="Dashboards">
        <Nothing
          title="No dashboard yet"
          command={`printf 'report: sales\\ncharts: [${charts[0]?.name ?? ''}]\\n' > config/reports/sales.yaml && npx millrace apply`}
        >
          A dashboard is a file in config/reports that names charts of those below.
        </Nothing>
      </Panel>
    );
  const questions = new Map(charts.map(({ name, question }) => [name, question]));
  return (
    <div className="mr-dashboards">
      {dashboards.map((dashboard) => (
        <One key={dashboard.name} dashboard={dashboard} questions={questions} />
      ))}
    </div>
  );
}

function One({
  dashboard: { name, title, about, charts },
  questions,
}: {
  readonly dashboard: Dashboard;
  readonly questions: ReadonlyMap<string, string>;
}) {
  return (
    <Card withBorder p="md" component="section">
      <Title order={2} size="h5">
        <Link to="/reports/$name" params={{ name }}>
          {title ?? sayName(name)}
        </Link>
      </Title>
      {about !== null && (
        <Text size="sm" className="mr-quiet">
          {about}
        </Text>
      )}
      <ul className="mr-questions">
        {charts.map((chart, at) => (
          <li key={at}>{chart.title ?? questions.get(chart.chart) ?? chart.chart}</li>
        ))}
      </ul>
    </Card>
  );
}
