// The JSON Schema of each kind of file, made of the tables that the reader obeys: editors complete, explain and check with it.

import type { DocumentKind } from '../compile/documents.js';
import type { StepSyntax } from '../step-syntax.js';
import { audienceKeys } from './audience-keys.js';
import { connectionsKeys } from './connections-keys.js';
import { emailKeys } from './email-keys.js';
import { mapOf, steps } from './fragments.js';
import type { Keys, Schema } from './key.js';
import { keysOfStep } from './keys-of-step.js';
import { listKeys } from './list-keys.js';
import { pipelineKeys } from './pipeline-keys.js';
import { eventKeys, planKeys } from './plan-keys.js';
import { reportKeys } from './report-keys.js';
import { routingKeys } from './routing-keys.js';
import { scoreKeys } from './score-keys.js';
import { teamKeys } from './team-keys.js';
import { testKeys } from './test-keys.js';
import { traitsKeys } from './traits-keys.js';
import { workflowKeys } from './workflow-keys.js';
import { workspaceKeys } from './workspace-keys.js';

export const kindKeys: Readonly<Record<DocumentKind | 'test', Keys>> = {
  workspace: workspaceKeys,
  event: eventKeys,
  plan: planKeys,
  list: listKeys,
  traits: traitsKeys,
  score: scoreKeys,
  audience: audienceKeys,
  team: teamKeys,
  routing: routingKeys,
  pipeline: pipelineKeys,
  workflow: workflowKeys,
  email: emailKeys,
  report: reportKeys,
  connections: connectionsKeys,
  test: testKeys,
};

export type FileKind = keyof typeof kindKeys;
export const fileKinds = Object.keys(kindKeys) as readonly FileKind[];

/** kind → its schema; `syntaxes` are the kinds of step that workflows may use. */
export function jsonSchemas(syntaxes: readonly StepSyntax[]): ReadonlyMap<FileKind, Schema> {
  return new Map(fileKinds.map((kind) => [kind, schemaOf(kind, syntaxes)]));
}

function schemaOf(kind: FileKind, syntaxes: readonly StepSyntax[]): Schema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: `Millrace: ${kind}`,
    ...mapOf(kindKeys[kind]),
    ...(kind === 'workflow' ? { definitions: { steps: { type: 'array', items: { anyOf: syntaxes.map(stepSchema) } } } } : {}),
  };
}

function stepSchema(syntax: StepSyntax): Schema {
  return {
    title: syntax.kind,
    description: syntax.about,
    ...mapOf(keysOfStep(syntax)),
    ...(syntax.moreKeys === undefined ? {} : { additionalProperties: steps }),
  };
}
