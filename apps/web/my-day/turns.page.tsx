// The ledger's latest rows of a rep: every turn and every turn given back, for which lead and why.

import { Text } from '@mantine/core';
import type { paths } from '../api-types.js';
import { Moment } from '../parts/moment.page.js';
import { Nothing } from '../parts/nothing.page.js';
import { Panel } from '../parts/panel.page.js';
import { About } from './about.page.js';
import { Considered } from './considered.page.js';

type Turn = paths['/api/my-day']['get']['turns'][number];

export function Turns({ turns, now }: { readonly turns: readonly Turn[]; readonly now: number }) {
  return (
    <Panel title="Why these leads came to you" about="The ledger of turns, the newest first: the lowest level is next">
      {turns.length === 0 ? (
        <Nothing title="No turn was taken yet">A workflow’s route step takes one for every lead that it gives to a team.</Nothing>
      ) : (
        <ul className="mr-lines">
          {turns.map((turn) => (
            <li key={turn.id}>
              <div className="mr-what">
                <Text size="sm">
                  {turn.credit > 0 ? 'A turn' : 'A turn given back'} in <b>{turn.pool}</b>
                  {turn.fact === null ? '' : ` because of ${turn.fact}`}, <Moment at={turn.at} now={now} />
                </Text>
                <About of={turn} />
                <Considered why={turn.why} />
              </div>
              <Text size="sm" fw={600} className="mr-number">
                {turn.credit > 0 ? '+' : ''}
                {turn.credit.toLocaleString()}
              </Text>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
