// `notify`: a message inside the house, to a rep by mail or into a channel. The run does not wait for it.

import { defineStep } from '#libs/engine/step.js';
import { mapOf, reference, text } from '#libs/language/keys/fragments.js';
import { key, required, type Keys } from '#libs/language/keys/key.js';
import type { DeliveryRequest } from '#libs/engine/outcome.js';
import type { Scope } from '#libs/language/scope.js';
import type { Run } from '#libs/engine/run.js';
import type { Workspace } from '#libs/language/workspace.js';
import { isWritten, readMap } from '../read-map.js';
import { fillText, readFilledText, type FilledText } from '../filled-text.js';

interface NotifyConfig {
  /** `owner` is whoever owns the deal, else the account; otherwise the key of a rep. */
  readonly to: { readonly kind: 'rep'; readonly rep: string } | { readonly kind: 'channel'; readonly channel: string };
  readonly text: FilledText;
}

const notifyKeys: Keys = {
  rep: key('The key of a rep, or owner: the deal’s owner, else the account’s.', reference),
  channel: key('A channel, as #sales.', text),
  text: required('What they are told; values stand in ${{ … }}.', text),
};

export const notifyStep = defineStep<NotifyConfig>({
  syntax: {
    kind: 'notify',
    about:
      'Tells a rep (by mail) or a channel something. `rep: owner` is the deal’s owner, else the account’s. Values stand in `${{ … }}`.',
    example: 'notify: { rep: owner, text: "${{ person.name }} asked for a demo." }',
    schema: mapOf(notifyKeys),
    keys: {},
    parse: (written, read) => {
      const map = readMap(written, 'notify', notifyKeys, 'notify: { rep: owner, text: … }', read);
      if (map === undefined) return undefined;
      const has = (key: string) => map.keys().includes(key);
      if (has('rep') === has('channel')) {
        read.problem('E202', '"notify" names either a rep or a channel', map.place, 'as in notify: { rep: owner, text: … }');
        return undefined;
      }
      if (!isWritten(map, 'text', 'text: …', read)) return undefined;
      const text = readFilledText(map.at('text'), '"text"', read);
      const rep = !has('rep') ? undefined : map.at('rep').value === 'owner' ? 'owner' : read.reference(map.at('rep'), 'rep');
      const channel = has('channel') ? read.text(map.at('channel'), '"channel"') : undefined;
      if (text === undefined) return undefined;
      if (rep !== undefined) return { to: { kind: 'rep', rep }, text };
      return channel === undefined ? undefined : { to: { kind: 'channel', channel }, text };
    },
  },
  decide: ({ config: { to, text }, scope, workspace, run }) => {
    const outcome = { kind: 'go', port: 'next' } as const;
    const about = aboutRun(run);
    const said = fillText(text, scope, workspace.timeZone);
    if (to.kind === 'channel')
      return {
        outcome,
        deliveries: [{ action: 'slack.post_message', to: to.channel, payload: { text: said, ...about }, notBefore: null }],
      };
    const rep = findRep(to.rep, scope, workspace);
    if (rep === null)
      return {
        outcome,
        note: to.rep === 'owner' ? 'nobody was told: there is no owner' : `nobody was told: there is no rep "${to.rep}" any more`,
      };
    const request: DeliveryRequest = {
      action: 'notify.rep',
      to: rep.email,
      payload: { rep: rep.key, text: said, ...about },
      notBefore: null,
    };
    return { outcome, deliveries: [request] };
  },
});

function findRep(named: string, scope: Scope, workspace: Workspace): { readonly key: string; readonly email: string } | null {
  const key = named === 'owner' ? scope.owner?.own['id'] : named;
  const rep = typeof key === 'string' ? workspace.team.reps.get(key) : undefined;
  return rep === undefined ? null : { key: rep.key, email: rep.email };
}

/** So that the message can link to what it is about. */
function aboutRun({ workflow, personId, accountId, dealId }: Run): Record<string, string | null> {
  return { workflow, person_id: personId, account_id: accountId, deal_id: dealId };
}
