// workspace.yaml.

import { duration, email, mapOf, oneOf, text } from './fragments.js';
import { capacityKeys, hoursKeys } from './hours-keys.js';
import { key, required, type Keys } from './key.js';

export const senderKeys: Keys = {
  name: required('The name that stands before the address in a mailbox.', text),
  email: required('The address that e-mail comes from.', email),
  reply_to: key('Where answers go, when not to the sender.', email),
  address: key('The postal address in the footer of marketing e-mail: the law of most countries wants it.', text),
};

export const businessHoursKeys: Keys = hoursKeys;

export const defaultsKeys: Keys = {
  ...capacityKeys,
  answer_within: key('How soon a lead should be answered.', duration),
  rep_edits_hold: key('For how long a rep’s own edit of a deal wins.', duration),
  on_no_answer: key(
    'What follows when nobody has answered in time: the next rep, a reminder or the fallback.',
    oneOf('reassign', 'remind', 'fallback'),
  ),
};

export const workspaceKeys: Keys = {
  workspace: required('The name of the company or product.', text),
  time_zone: key('Days, hours and dates that name no zone are meant in this one (IANA name). UTC when absent.', text),
  currency: key('Amounts without a currency are in this one (ISO 4217). usd when absent.', { type: 'string', pattern: '^[A-Za-z]{3}$' }),
  business_hours: key('When the company works, where a team and a rep say nothing of their own.', mapOf(businessHoursKeys)),
  defaults: key('What holds where a team, a routing or a pipeline says nothing of its own.', mapOf(defaultsKeys)),
  sender: required('Who e-mail is from.', mapOf(senderKeys)),
  reps_see: key(
    'What a signed-in rep is shown: everything, or only what the own team or the rep owns and what nobody owns. everything when absent.',
    oneOf('everything', 'team', 'own'),
  ),
};
