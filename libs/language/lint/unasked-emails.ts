// E431: an email without a way to unsubscribe (kind: transactional) in a workflow that nobody asked for: it begins by a trait or an
// audience, not by what someone did.

import type { Problem } from '../place.js';
import type { Workspace } from '../workspace.js';
import { warning } from './warning.js';

export function unaskedEmails({ workflows, emails }: Workspace): readonly Problem[] {
  return [...workflows.values()].flatMap(({ name, when, nodes }) => {
    const unasked = when.find(({ kind }) => kind !== 'event' && kind !== 'stage');
    if (unasked === undefined) return [];
    return [...nodes.values()].flatMap(({ kind, config, place }) => {
      const email = kind === 'email' && typeof config === 'object' && config !== null && 'email' in config ? config.email : undefined;
      if (typeof email !== 'string' || emails.get(email)?.kind !== 'transactional') return [];
      return warning(
        'E431',
        `the email "${email}" has no way to unsubscribe, and nobody asked for what "${name}" sends`,
        `write kind: marketing in emails/${email}/email.yaml, or begin the workflow by an event`,
        place,
      );
    });
  });
}
