// E42x: warnings of `millrace check` about what compiles and is most likely not meant. A comment with a reason silences each.

import type { Explanations } from './explanation.js';

export const lintCodes: Explanations = {
  E420: {
    title: 'an event that nothing uses',
    about:
      'A warning. It is planned, but no trait, pipeline or workflow asks for it. An event that is kept for reports only deserves a comment that says so.',
    wrong: 'event: Export Made',
    right: '# millrace-ignore E420: finance reads it from the event log\nevent: Export Made',
  },
  E421: {
    title: 'an email that no workflow sends',
    about: 'A warning. Its words are kept up for nobody.',
    wrong: 'emails/old-offer/email.yaml',
    right: 'workflows/offer.yaml: steps: [{ email: old-offer }]',
  },
  E422: {
    title: 'a stage that no fact can reach',
    about: 'A warning. No event, no quiet time and no workflow brings a deal there: only a rep who edits it by hand.',
    wrong: 'stages: { new: , negotiation: , won: { when: stripe.invoice_paid } }',
    right: 'stages: { new: , negotiation: { when: Contract Sent }, won: { when: stripe.invoice_paid } }',
  },
  E423: {
    title: 'a tier that a routing does not name',
    about: 'A warning. Its leads all go to the fallback, who is meant for exceptions.',
    wrong: 'to: { enterprise: { team: enterprise } }',
    right: 'to: { enterprise: { team: enterprise }, self_serve: nobody }',
  },
  E424: {
    title: 'a comparison that never or always holds',
    about: 'A warning. The tracking plan says which values there are, and this is none of them.',
    wrong: 'if: account.plan == "profesional"',
    right: 'if: account.plan == "professional"',
  },
  E425: {
    title: 'a workflow that does nothing',
    about: 'A warning. It waits, branches and ends, and nobody would notice.',
    wrong: 'steps: [{ wait: 2d }]',
    right: 'steps: [{ wait: 2d }, { email: welcome }]',
  },
  E426: {
    title: 'an ignored warning without a reason, or without a warning',
    about: 'Whoever reads it next must know why. It stands on the line itself or on the one above; errors cannot be ignored.',
    wrong: '# millrace-ignore E420',
    right: '# millrace-ignore E420: finance reads it from the event log',
  },
};
