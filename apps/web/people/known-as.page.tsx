// Every key that means a person or an account.

import { Code, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Panel } from '../parts/panel.page.js';

export interface Key {
  readonly kind: string;
  readonly value: string;
}

export function KnownAs({ keys, about }: { readonly keys: readonly Key[]; readonly about?: ReactNode }) {
  return (
    <Panel title="Known as" about={about}>
      {keys.length === 0 ? (
        <Text size="sm">No key is kept.</Text>
      ) : (
        <ul className="mr-plain">
          {keys.map(({ kind, value }) => (
            <li key={`${kind} ${value}`}>
              <span className="mr-quiet">{kind.replaceAll('_', ' ')}</span> <Code className="mr-break">{value}</Code>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
