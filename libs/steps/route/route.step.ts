// `route`: the account (and its deal) get an owner, by a routing and its ledger.

import { defineStep } from '#libs/engine/step.js';
import { reference } from '#libs/language/keys/fragments.js';

interface RouteConfig {
  readonly routing: string;
}

export const routeStep = defineStep<RouteConfig>({
  syntax: {
    kind: 'route',
    about: 'Gives the account an owner by a routing. Every rep that was looked at stays readable: why me, why not me.',
    example: 'route: inbound',
    schema: reference,
    keys: {},
    parse: (written, read) => {
      const routing = read.reference(written.at('route'), 'routing');
      return routing === undefined ? undefined : { routing };
    },
    causes: () => ['field account.owner'],
  },
  needs: ({ routing }) => [{ kind: 'pick', routing }],
  decide: ({ config: { routing }, facts }) => {
    const pick = facts.pick?.(routing);
    if (pick === undefined) return { outcome: { kind: 'fail', reason: `nobody was looked up for the routing "${routing}"` } };
    if (pick.rep === null) return { outcome: { kind: 'go', port: 'next' }, note: `"${routing}" gives this account to nobody` };
    return { outcome: { kind: 'go', port: 'next' }, writes: [{ kind: 'assign_owner', routing, pick }] };
  },
});
