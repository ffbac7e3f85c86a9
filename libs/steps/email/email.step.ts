// `email`: one message to the person whom the run is about, and on when it has left (or could not).

import { deliveryKey } from '#libs/engine/delivery-key.js';
import { matchOf } from '#libs/engine/match-of.js';
import type { Decision } from '#libs/engine/outcome.js';
import { defineStep, type StepContext } from '#libs/engine/step.js';
import { either, mapOf, reference } from '#libs/language/keys/fragments.js';
import { refused, required, type Keys } from '#libs/language/keys/key.js';
import type { StepReader, Written } from '#libs/language/step-syntax.js';
import { afterError, type OnError, onErrorBranches, onErrorKeys, onErrorPort, readOnError } from '../on-error.js';
import { isMap, isWritten, readMap } from '../read-map.js';
import { recipientOf } from './recipient.js';
import { templateData } from './template-data.js';

interface EmailConfig {
  readonly email: string;
  /** Absent: it goes on. */
  readonly onError?: OnError;
}

const sendKeys: Keys = {
  send: required('The name of the email.', reference),
  to: refused('an account’s run writes to the contact of the account'),
};

export const emailStep = defineStep<EmailConfig>({
  syntax: {
    kind: 'email',
    about:
      'Sends an email: to the person, to a deal’s contact, or to an account’s contact. Goes on when it has left. Without an address, or suppressed, nothing is sent and the run goes on. `on_error` says what follows when the provider refused it: continue (the default), stop, or a list of steps.',
    example: 'email: welcome',
    schema: either(reference, mapOf(sendKeys)),
    keys: onErrorKeys,
    ports: ['next', onErrorPort],
    waits: true,
    parse: (written, read) => {
      const named = isMap(written.at('email')) ? readSend(written, read) : written.at('email');
      const email = named === undefined ? undefined : read.reference(named, 'email');
      const onError = readOnError(written, read, 'continue');
      if (email === undefined || onError === undefined) return undefined;
      return onError === 'continue' ? { email } : { email, onError };
    },
    branches: onErrorBranches,
    causes: () => ['event email.sent', 'event email.failed'],
  },
  decide: (context) => (context.input.kind === 'start' ? send(context) : answered(context)),
});

/** The long form: `email: { send: welcome }`. */
function readSend(written: Written, read: StepReader): Written | undefined {
  const map = readMap(written, 'email', sendKeys, 'email: welcome', read);
  return map !== undefined && isWritten(map, 'send', 'send: NAME', read) ? map.at('send') : undefined;
}

function send({ config, scope, run, visit, workspace }: StepContext<EmailConfig>): Decision {
  const email = workspace.emails.get(config.email);
  if (email === undefined) return { outcome: { kind: 'fail', reason: `there is no email "${config.email}" any more` } };
  const recipient = recipientOf(run.subject.kind, scope);
  if (recipient.kind === 'unreachable') return { outcome: { kind: 'go', port: 'next' }, note: `not sent: ${recipient.because}` };
  const delivery = deliveryKey(run.id, run.step ?? '', visit, 1);
  return {
    outcome: {
      kind: 'listen',
      for: [
        { event: 'email.sent', port: 'next', delivery },
        { event: 'email.failed', port: 'next', delivery },
      ],
      until: null,
      otherwise: 'next',
    },
    deliveries: [
      {
        action: 'email.send',
        to: recipient.email,
        payload: {
          template: email.name,
          kind: email.kind,
          person_id: recipient.personId,
          data: templateData(email, workspace, scope),
        },
        notBefore: null,
      },
    ],
  };
}

function answered({ config, run, input, scope }: StepContext<EmailConfig>): Decision {
  const port = matchOf(run, input)?.port ?? 'next';
  if (input.kind !== 'event' || input.name !== 'email.failed') return { outcome: { kind: 'go', port } };
  const reason = scope.event?.traits['reason'];
  const note = `not sent: ${typeof reason === 'string' ? reason : 'the provider refused it'}`;
  return config.onError === undefined ? { outcome: { kind: 'go', port }, note } : afterError(config.onError, note);
}
