// `do`: an act at a vendor, by a connector's action. The run goes on when the vendor has answered.

import { declaredActions } from '#libs/connectors/declared-actions.js';
import { deliveryKey } from '#libs/engine/delivery-key.js';
import type { Decision } from '#libs/engine/outcome.js';
import { defineStep, type StepContext } from '#libs/engine/step.js';
import type { ActionDeclaration } from '#libs/language/action-declaration.js';
import { anything, named, reference } from '#libs/language/keys/fragments.js';
import { key } from '#libs/language/keys/key.js';
import type { StepReader, Written } from '#libs/language/step-syntax.js';
import { suggest } from '#libs/language/suggest.js';
import { afterError, answersOf, type OnError, onErrorBranches, onErrorKeys, onErrorPort, readOnError } from '../on-error.js';
import { type FieldValue, readFields, valuesOf } from './with-fields.js';

interface DoConfig {
  readonly action: ActionDeclaration;
  readonly fields: ReadonlyMap<string, FieldValue>;
  readonly onError: OnError;
}

export const doStep = defineStep<DoConfig>({
  syntax: {
    kind: 'do',
    about:
      'Acts at a vendor by a connector’s action, and goes on when it has answered. Values in `with` are CEL; a plain word is itself. `on_error` says what follows a failure: stop (the run fails; the default), continue, or a list of steps.',
    example: 'do: hubspot.upsert_contact\nwith: { email: person.email, properties: { lifecycle: dormant } }\non_error: continue',
    schema: reference,
    keys: { with: key('The fields of the action, each a value in CEL; a plain word is itself.', named(anything)), ...onErrorKeys },
    ports: ['next', onErrorPort],
    waits: true,
    parse: (written, read) => {
      const action = readAction(written.at('do'), read);
      const fields = action === undefined ? undefined : readFields(written, action, read);
      const onError = readOnError(written, read, 'stop');
      return action === undefined || fields === undefined || onError === undefined ? undefined : { action, fields, onError };
    },
    branches: onErrorBranches,
  },
  decide: (context) => (context.input.kind === 'start' ? ask(context) : answered(context)),
});

function readAction(written: Written, read: StepReader): ActionDeclaration | undefined {
  const name = read.text(written, 'the name of an action');
  const found = declaredActions.find((action) => action.name === name);
  if (found !== undefined || name === undefined) return found;
  const names = declaredActions.map((action) => action.name);
  const meant = suggest(name, names);
  const hint = meant === undefined ? `known here: ${names.join(', ')}` : `did you mean "${meant}"?`;
  read.problem('E311', `there is no action ${JSON.stringify(name.slice(0, 80))}`, written.place, hint);
  return undefined;
}

function ask({ config: { action, fields, onError }, scope, run, visit, workspace }: StepContext<DoConfig>): Decision {
  const values = valuesOf(fields, scope, workspace.timeZone);
  const missing = Object.keys(action.fields).filter((name) => action.fields[name]!.required === true && !Object.hasOwn(values, name));
  if (missing.length > 0) return afterError(onError, `${action.name} was not asked for: ${missing.join(', ')} unknown`);
  const to = values[action.recipient];
  const delivery = deliveryKey(run.id, run.step ?? '', visit, 1);
  return {
    outcome: {
      kind: 'listen',
      for: answersOf(delivery),
      until: null,
      otherwise: 'next',
    },
    // `awaited`: what became of it is to be told as a fact.
    deliveries: [{ action: action.name, to: typeof to === 'string' ? to : '', payload: { ...values, awaited: true }, notBefore: null }],
  };
}

function answered({ config: { action, onError }, input, scope }: StepContext<DoConfig>): Decision {
  if (input.kind !== 'event' || input.name !== 'delivery.failed') return { outcome: { kind: 'go', port: 'next' } };
  const reason = scope.event?.traits['reason'];
  return afterError(onError, `${action.name} failed: ${typeof reason === 'string' ? reason : 'no reason given'}`);
}
