// emails/NAME/email.yaml.

import { name, oneOf, text } from './fragments.js';
import { key, required, type Keys } from './key.js';

export const emailKeys: Keys = {
  email: required('The name of the email, and of its folder.', name),
  about: key('What it is for.', text),
  subject: required('The subject line; may have {{values}}.', text),
  kind: required(
    'marketing has a link to unsubscribe and respects it; transactional answers what someone did.',
    oneOf('marketing', 'transactional'),
  ),
  preheader: key('What a mailbox shows beside the subject.', text),
  layout: key('The partial around it. layout when absent.', name),
};
