// `email`: a message to whom the run is about, or to several people of the account, and on when it has left (or could not).

import { matchOf } from '#libs/engine/match-of.js';
import type { Decision } from '#libs/engine/outcome.js';
import { defineStep, type StepContext } from '#libs/engine/step.js';
import { either, mapOf, reference } from '#libs/language/keys/fragments.js';
import { key, required, type Keys } from '#libs/language/keys/key.js';
import type { StepReader, Written } from '#libs/language/step-syntax.js';
import { afterError, type OnError, onErrorBranches, onErrorKeys, onErrorPort, readOnError } from '../on-error.js';
import { isMap, isWritten, readMap } from '../read-map.js';
import { recipientOf } from './recipient.js';
import { othersOf, sending, sendToPeople } from './sending.js';
import { readTo, type To, toKeys } from './to.js';

interface EmailConfig {
  readonly email: string;
  /** Whom of the account's people; absent: whom the run is about. */
  readonly to?: To;
  /** Absent: it goes on. */
  readonly onError?: OnError;
}

const sendKeys: Keys = {
  send: required('The name of the email.', reference),
  to: key('Who of the account’s people it goes to: an account’s run says it, a deal’s may.', mapOf(toKeys)),
};

export const emailStep = defineStep<EmailConfig>({
  syntax: {
    kind: 'email',
    about:
      'Sends an email: to the person, to a deal’s contact, or to those of an account’s people whom `to` names. Goes on when it has left. Without an address, or suppressed, nothing is sent and the run goes on. `on_error` says what follows when the provider refused it: continue (the default), stop, or a list of steps.',
    example: 'email: welcome',
    schema: either(reference, mapOf(sendKeys)),
    keys: onErrorKeys,
    ports: ['next', onErrorPort],
    waits: true,
    parse: (written, read) => {
      const to = readTo(written, read);
      const named = isMap(written.at('email')) ? readSend(written, read) : written.at('email');
      const email = named === undefined ? undefined : read.reference(named, 'email');
      const onError = readOnError(written, read, 'continue');
      if (email === undefined || onError === undefined || to === undefined) return undefined;
      return { email, ...(to === null ? {} : { to }), ...(onError === 'continue' ? {} : { onError }) };
    },
    branches: onErrorBranches,
    causes: () => ['event email.sent', 'event email.failed'],
  },
  needs: ({ to }, input) => (to === undefined || input.kind !== 'start' ? [] : [{ kind: 'people', if: to.people, atMost: to.atMost }]),
  decide: (context) => (context.input.kind === 'start' ? send(context) : answered(context)),
});

/** The long form: `email: { send: welcome }`. */
function readSend(written: Written, read: StepReader): Written | undefined {
  const map = readMap(written, 'email', sendKeys, 'email: welcome', read);
  return map !== undefined && isWritten(map, 'send', 'send: NAME', read) ? map.at('send') : undefined;
}

function send(context: StepContext<EmailConfig>): Decision {
  const { config, scope, run, workspace } = context;
  const email = workspace.emails.get(config.email);
  if (email === undefined) return { outcome: { kind: 'fail', reason: `there is no email "${config.email}" any more` } };
  if (config.to !== undefined) return sendToPeople(context, email);
  const recipient = recipientOf(run.subject.kind, scope);
  if (recipient.kind === 'unreachable') return { outcome: { kind: 'go', port: 'next' }, note: `not sent: ${recipient.because}` };
  const { personId: id, email: address } = recipient;
  return sending(context, email, [{ id, email: address, scope }]);
}

function answered({ config, run, input, scope }: StepContext<EmailConfig>): Decision {
  if (config.to !== undefined && input.kind === 'event') {
    const more = othersOf(run, input);
    if (more !== null) return more;
  }
  const port = matchOf(run, input)?.port ?? 'next';
  if (input.kind !== 'event' || input.name !== 'email.failed') return { outcome: { kind: 'go', port: 'next' } };
  const reason = scope.event?.traits['reason'];
  const note = `not sent: ${typeof reason === 'string' ? reason : 'the provider refused it'}`;
  const { onError, to } = config;
  // Of several people somebody got it: the act has not failed.
  const isFailure = to === undefined || port === onErrorPort;
  return onError === undefined || !isFailure ? { outcome: { kind: 'go', port: 'next' }, note } : afterError(onError, note);
}
