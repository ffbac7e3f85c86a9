// `create_deal`: a deal is opened in a pipeline, for the account and with the person as its contact.

import { defineStep } from '#libs/engine/step.js';
import { expression, mapOf, reference } from '#libs/language/keys/fragments.js';
import { key, required, type Keys } from '#libs/language/keys/key.js';
import type { Expression } from '#libs/language/expression.js';
import { isWritten, readMap } from '../read-map.js';

interface CreateDealConfig {
  readonly pipeline: string;
  /** Absent: the pipeline's first one. */
  readonly stage?: string;
  readonly name?: Expression;
}

const dealKeys: Keys = {
  pipeline: required('The pipeline that the deal is in.', reference),
  stage: key('Where it begins; the first stage when absent.', reference),
  name: key('What it is called.', expression),
};

export const createDealStep = defineStep<CreateDealConfig>({
  syntax: {
    kind: 'create_deal',
    about: 'Opens a deal in a pipeline. The steps that follow see it as `deal`.',
    example: 'create_deal: { pipeline: new-business, stage: qualified, name: account.name }',
    schema: mapOf(dealKeys),
    keys: {},
    parse: (written, read) => {
      const map = readMap(written, 'create_deal', dealKeys, 'create_deal: { pipeline: new-business }', read);
      if (map === undefined || !isWritten(map, 'pipeline', 'pipeline: NAME', read)) return undefined;
      const has = (key: string) => map.keys().includes(key);
      const pipeline = read.reference(map.at('pipeline'), 'pipeline');
      const stage = has('stage') && pipeline !== undefined ? read.stage(map.at('stage'), pipeline) : undefined;
      const name = has('name') ? read.expression(map.at('name'), 'string') : undefined;
      if (pipeline === undefined || (has('stage') && stage === undefined) || (has('name') && name === undefined)) return undefined;
      return { pipeline, ...(stage === undefined ? {} : { stage }), ...(name === undefined ? {} : { name }) };
    },
    causes: ({ pipeline, stage }) => [stage === undefined ? `opens ${pipeline}` : `stage ${stage}`],
  },
  decide: ({ config, scope, workspace }) => {
    const { pipeline } = config;
    const stage = config.stage ?? workspace.pipelines.get(pipeline)?.stages[0]?.name;
    if (stage === undefined) return { outcome: { kind: 'fail', reason: `the pipeline "${pipeline}" is not there any more` } };
    const name = config.name?.evaluate(scope);
    return {
      outcome: { kind: 'go', port: 'next' },
      writes: [{ kind: 'create_deal', pipeline, stage, name: typeof name === 'string' && name.trim() !== '' ? name : null }],
    };
  },
});
