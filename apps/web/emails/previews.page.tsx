// One email beside the list of them: wide or on a phone, light or dark, or its text part.

import { Alert, Code, Group, Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { paths } from '../api-types.js';
import { get } from '../api.client.js';
import { Failed } from '../frame/states.page.js';
import { Choice } from '../parts/choice.page.js';
import { Nothing } from '../parts/nothing.page.js';
import { Panel } from '../parts/panel.page.js';

const widths = [
  ['wide', 'Wide'],
  ['phone', 'Phone'],
  ['text', 'Text'],
] as const;
const schemes = [
  ['light', 'Light'],
  ['dark', 'Dark'],
] as const;

type Email = paths['/api/emails']['get']['data'][number];

export function Previews() {
  const search = useSearch({ from: '/frame/emails' });
  const navigate = useNavigate();
  const emails = useQuery({ queryKey: ['emails'], queryFn: () => get('/api/emails') });
  if (emails.isError && emails.data === undefined) return <Failed error={emails.error} again={() => void emails.refetch()} />;
  if (emails.data === undefined) return <Skeleton h={400} role="status" aria-label="Loading" />;
  const { data } = emails.data;
  const shown = data.find(({ name }) => name === search.email) ?? data[0];
  if (shown === undefined)
    return (
      <Nothing title="No email is declared" command="npx millrace check">
        An email is a folder in config/emails: email.yaml, body.hbs and sample.json.
      </Nothing>
    );
  return (
    <div className="mr-mail">
      <nav aria-label="Every email" className="mr-mail-list">
        {data.map((email) => (
          <button
            key={email.name}
            type="button"
            aria-current={email.name === shown.name ? 'true' : undefined}
            onClick={() => void navigate({ to: '/emails', search: { ...search, email: email.name }, replace: true })}
          >
            <Text span size="sm" fw={600} display="block">
              {email.name}
            </Text>
            <Text span size="xs" className="mr-quiet mr-number">
              {email.sent.toLocaleString()} sent{email.waiting > 0 && `, ${email.waiting.toLocaleString()} wait`}
              {email.failed > 0 && `, ${email.failed.toLocaleString()} failed`}
            </Text>
          </button>
        ))}
      </nav>
      <Preview email={shown} />
    </div>
  );
}

function Preview({ email: { name, kind, file, subject, text, problem, missing } }: { readonly email: Email }) {
  const [width, setWidth] = useState('wide');
  const [scheme, setScheme] = useState('light');
  return (
    <Panel
      title={subject}
      about={
        <>
          {kind} · <Code>config/{file}</Code>, filled with its sample
        </>
      }
      aside={
        <Group gap="xs">
          <Choice label="Width" of={widths} value={width} onChoose={setWidth} />
          <Choice label="Colours" of={schemes} value={scheme} onChoose={setScheme} />
        </Group>
      }
    >
      {problem !== null && (
        <Alert color="red" variant="light" role="alert">
          {problem}
        </Alert>
      )}
      {missing.length > 0 && (
        <Alert color="orange" variant="light" mb="xs" title="The sample lacks">
          {missing.join(', ')}
        </Alert>
      )}
      {problem === null &&
        (width === 'text' ? (
          <Code block className="mr-code" tabIndex={0} role="group" aria-label="The text part">
            {text}
          </Code>
        ) : (
          // It may run nothing; a mail program's dark is this frame's.
          <iframe
            key={`${name} ${scheme}`}
            title={`Preview of ${name}`}
            src={`/api/emails/${encodeURIComponent(name)}/html`}
            sandbox=""
            className="mr-frame"
            data-width={width}
            style={{ colorScheme: scheme, background: scheme === 'dark' ? '#1b1f23' : '#fff' }}
          />
        ))}
    </Panel>
  );
}
