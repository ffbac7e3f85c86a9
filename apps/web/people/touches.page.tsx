// The first and the last touch, when the workspace computes them (config/traits: `first_touch`, `last_touch`).

import { SimpleGrid, Text } from '@mantine/core';
import type { paths } from '../api-types.js';
import { Moment } from '../parts/moment.page.js';
import { Nothing } from '../parts/nothing.page.js';
import { Panel } from '../parts/panel.page.js';
import { sayTrait } from './trait-words.js';

type Trait = paths['/api/people/{id}/profile']['get']['traits'][number];

export function Touches({ traits }: { readonly traits: readonly Trait[] }) {
  const valueOf = (name: string) => traits.find((trait) => trait.name === name)?.value ?? null;
  const all = [
    ['First touch', valueOf('first_touch')],
    ['Last touch', valueOf('last_touch')],
    ['Touches', valueOf('touches')],
    ['Engagement', valueOf('engagement')],
  ] as const;
  const isKept = traits.some(({ name }) => name === 'first_touch' || name === 'last_touch');
  return (
    <Panel title="First and last touch">
      {all.every(([, value]) => value === null) ? (
        <Nothing title="No touch is known yet">
          {isKept
            ? 'A page view makes the first one.'
            : 'config/traits computes no first_touch and last_touch; docs/authoring.md shows how.'}
        </Nothing>
      ) : (
        <SimpleGrid cols={2} spacing="md">
          {all.map(([name, value]) => (
            <div key={name}>
              <Text size="xs" className="mr-quiet">
                {name}
              </Text>
              <Touch value={value} />
            </div>
          ))}
        </SimpleGrid>
      )}
    </Panel>
  );
}

function Touch({ value }: { readonly value: unknown }) {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return <Text fw={600}>{sayTrait(value)}</Text>;
  const { at, ...rest } = value as Record<string, unknown>;
  const [main, ...others] = Object.values(rest)
    .map((one) => sayTrait(one))
    .filter((one) => one !== '–');
  return (
    <>
      <Text fw={600} className="mr-break">
        {main ?? '–'}
      </Text>
      <Text size="xs" className="mr-quiet">
        {others.join(' · ')}
        {typeof at === 'number' && (
          <>
            {others.length > 0 && ' · '}
            <Moment at={at} />
          </>
        )}
      </Text>
    </>
  );
}
