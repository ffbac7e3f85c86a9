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
    title: 'a condition that never or always holds',
    about:
      'A warning. By the choices, the least and the most that the tracking plan and the traits give its values, or because its parts exclude each other, it decides nothing.',
    wrong: 'if: account.plan == "profesional"',
    right: 'if: account.plan == "professional"',
  },
  E427: {
    title: 'a branch that is never taken',
    about:
      'A warning. What stands before it has decided already: an "if" around it, a tier above it, a "stop_if" that is met whenever "if" is, or values that a routing never sees.',
    wrong: 'if: account.employees >= 50\nthen:\n  - if: account.employees < 10\n    then: [{ email: five-minute-setup }]',
    right: 'if: account.employees >= 50\nthen: [{ email: customer-story }]\nelse: [{ email: five-minute-setup }]',
  },
  E428: {
    title: 'a window that is closed when it is needed',
    about:
      'A warning. A step waits for a moment at which "send" lets nothing leave, so that the message waits once more; or the goal is counted for a shorter time than the first message takes.',
    wrong: 'send: { hours: "09:00-17:00" }\nsteps: [{ wait_until: { time: "18:00" } }, { email: welcome }]',
    right: 'send: { hours: "09:00-19:00" }\nsteps: [{ wait_until: { time: "18:00" } }, { email: welcome }]',
  },
  E429: {
    title: 'what looks like a secret',
    about:
      'A warning. A workspace is kept in git and shown to many; a secret in it is known to all of them for ever. Only the name of a variable is written, and the server reads its value from its environment.',
    wrong: 'text: the password is in https://deploy:hunter2@git.example',
    right: 'headers: { Authorization: "Bearer ${env.ENRICH_KEY}" }',
  },
  E430: {
    title: 'a routing to nobody who is there',
    about: 'A warning. The team or the rep is named and not active, so that all of its leads go to the fallback, or stay with nobody.',
    wrong: 'growth: { team: smb }   # and every rep of smb has active: false',
    right: 'growth: { team: enterprise }',
  },
  E431: {
    title: 'an email without a way to unsubscribe',
    about:
      'A warning. A transactional email answers what someone did and has no link to unsubscribe; a workflow that begins by a trait or an audience answers nothing that anybody asked for.',
    wrong: 'when: { audience: quiet, enters: true }\nsteps: [{ email: receipt }]',
    right: 'kind: marketing',
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
