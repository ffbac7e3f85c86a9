// routing/: who gets what.

import { duration, either, expression, flag, mapOf, named, oneOf, oneOrMore, reference } from './fragments.js';
import { key, required, type Keys } from './key.js';
import { name, text } from './fragments.js';

const rep = { type: 'string', pattern: '^rep:' };

export const targetKeys: Keys = {
  team: required('The team that takes it.', reference),
  pick: key('How one of the team is picked: round_robin (default) or least_loaded.', oneOf('round_robin', 'least_loaded')),
  answer_within: key('How soon it should be answered.', duration),
};

export const routingKeys: Keys = {
  routing: required('The name of the routing.', name),
  about: key('What it is for.', text),
  by: required('What decides, as account.tier.', expression),
  to: required(
    'Each value of `by`, with who takes it: a team, rep:KEY or nobody.',
    named(either({ const: 'nobody' }, rep, mapOf(targetKeys))),
  ),
  keep_owner: key('An account with an owner stays with that owner (default).', flag),
  match_accounts: key('By what a lead of a known account is found.', oneOrMore(oneOf('domain', 'name'))),
  skip: key('Who is passed over.', oneOrMore(oneOf('inactive', 'away', 'full', 'off_hours'))),
  fallback: required('Who gets it when nobody else does: nothing falls through.', rep),
  on_return: key('Who comes back from leave starts at the average (default), or catches up.', oneOf('average', 'catch_up')),
  on_no_answer: key(
    'What follows when nobody has answered in time: the next rep, a reminder or the fallback.',
    oneOf('reassign', 'remind', 'fallback'),
  ),
};
