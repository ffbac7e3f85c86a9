// The messages of one email step: one delivery for each who is written to, and what the step does as their answers come.

import { deliveryKey } from '#libs/engine/delivery-key.js';
import { matchOf } from '#libs/engine/match-of.js';
import type { Decision } from '#libs/engine/outcome.js';
import type { Run, RunInput } from '#libs/engine/run.js';
import type { StepContext } from '#libs/engine/step.js';
import type { EmailDefinition } from '#libs/language/email-definition.js';
import type { Scope } from '#libs/language/scope.js';
import { onErrorPort } from '../on-error.js';
import { templateData } from './template-data.js';

interface Reader {
  readonly id: string | null;
  readonly email: string;
  /** `person` in it is the reader. */
  readonly scope: Scope;
}

export function sendToPeople(context: StepContext<unknown>, email: EmailDefinition): Decision {
  const { chosen, met, looked } = context.facts.people!();
  if (chosen.length === 0) {
    const because =
      looked === 0
        ? 'nobody is known of the account'
        : met === 0
          ? `none of its ${looked} people meets "to"`
          : `none of the ${met} who meet "to" can be written to`;
    return { outcome: { kind: 'go', port: 'next' }, note: `not sent: ${because}` };
  }
  return { ...sending(context, email, chosen, true), note: `to ${chosen.length} of the ${met} who meet "to"` };
}

/**
 * Each has a key of its own, so that nobody gets two (promise 3).
 * @param isMany the first refusal leads to `on_error`, until somebody has got it
 */
export function sending(
  { run, visit, workspace }: StepContext<unknown>,
  email: EmailDefinition,
  readers: readonly Reader[],
  isMany = false,
): Decision {
  return {
    outcome: {
      kind: 'listen',
      for: readers.flatMap((_, at) => {
        const delivery = deliveryKey(run.id, run.step ?? '', visit, at + 1);
        return [
          { event: 'email.sent', port: 'next', delivery },
          { event: 'email.failed', port: isMany ? onErrorPort : 'next', delivery },
        ];
      }),
      until: null,
      otherwise: 'next',
    },
    deliveries: readers.map(({ id, email: address, scope }) => ({
      action: 'email.send',
      to: address,
      payload: {
        template: email.name,
        kind: email.kind,
        person_id: id,
        ...(isMany ? { one_of_many: true } : {}),
        data: templateData(email, workspace, scope),
      },
      notBefore: null,
    })),
  };
}

/** Listens on for the others' answers; null: this was the last. When somebody has got it, no refusal of another counts as failure. */
export function othersOf(run: Run, input: RunInput & { readonly kind: 'event' }): Decision | null {
  const { delivery } = matchOf(run, input) ?? {};
  const others = run.listens.filter((match) => match.delivery !== delivery);
  if (others.length === 0) return null;
  const rest = input.name === 'email.sent' ? others.map((match) => ({ ...match, port: 'next' })) : others;
  return { outcome: { kind: 'listen', for: rest, until: null, otherwise: 'next' } };
}
