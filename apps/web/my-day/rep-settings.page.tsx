// When a rep works and is away, as the team file has it. It is config: changed in git, not here.

import { Code, Text } from '@mantine/core';
import type { paths } from '../api-types.js';
import { Facts } from '../parts/facts.page.js';
import { Panel } from '../parts/panel.page.js';
import { sayHours } from '../parts/say-hours.js';
import { sayName, sayTime } from '../words.js';

type Rep = NonNullable<paths['/api/my-day']['get']['rep']>;

export function RepSettings({ rep, now }: { readonly rep: Rep; readonly now: number }) {
  const away = rep.away.filter(({ to }) => to > now);
  const lines: readonly (readonly [string, string])[] = [
    ['Team', `${sayName(rep.team)}${rep.active ? '' : ' (gets no leads: not active)'}`],
    ['Open deals', `${rep.open_deals.toLocaleString()}${rep.capacity === null ? '' : ` of at most ${rep.capacity.toLocaleString()}`}`],
    ['Share of turns', rep.weight === 1 ? 'a full one' : rep.weight.toLocaleString()],
    ['Hours', sayHours(rep.hours)],
    ['Away', away.length === 0 ? 'no absence planned' : away.map(({ from, to }) => `${sayTime(from)} – ${sayTime(to)}`).join('; ')],
  ];
  return (
    <Panel title="Hours and absences">
      <Facts of={lines} />
      <Text size="xs" className="mr-quiet" mt="xs" component="div">
        These stand in git: edit <Code>{`config/${rep.file}:${rep.line}`}</Code>, then <Code>npx millrace apply</Code>.
      </Text>
    </Panel>
  );
}
