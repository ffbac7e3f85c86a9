// `move_deal`: asks the pipeline for a stage. The pipeline decides: it may not go back, and a rep's own edit may hold.

import { defineStep } from '#libs/engine/step.js';
import { either, mapOf, reference } from '#libs/language/keys/fragments.js';
import { key, required, type Keys } from '#libs/language/keys/key.js';
import { isMap, isWritten, readMap } from '../read-map.js';

interface MoveDealConfig {
  readonly stage: string;
  /** Absent: the deal's own, whichever that is. */
  readonly pipeline?: string;
}

const moveKeys: Keys = {
  stage: required('The stage that is asked for.', reference),
  pipeline: key('Only a deal of this pipeline.', reference),
};

export const moveDealStep = defineStep<MoveDealConfig>({
  syntax: {
    kind: 'move_deal',
    about: 'Asks the pipeline to move the deal to a stage. The pipeline’s rules decide whether it goes.',
    example: 'move_deal: { stage: qualified }',
    schema: either(reference, mapOf(moveKeys)),
    keys: {},
    parse: (written, read) => {
      if (!isMap(written.at('move_deal'))) {
        const stage = read.stage(written.at('move_deal'));
        return stage === undefined ? undefined : { stage };
      }
      const map = readMap(written, 'move_deal', moveKeys, 'move_deal: { stage: qualified }', read);
      if (map === undefined || !isWritten(map, 'stage', 'stage: NAME', read)) return undefined;
      const isNamed = map.keys().includes('pipeline');
      const pipeline = isNamed ? read.reference(map.at('pipeline'), 'pipeline') : undefined;
      if (isNamed && pipeline === undefined) return undefined;
      const stage = read.stage(map.at('stage'), pipeline);
      return stage === undefined ? undefined : { stage, ...(pipeline === undefined ? {} : { pipeline }) };
    },
    causes: ({ stage }) => [`stage ${stage}`],
  },
  decide: ({ config: { stage, pipeline }, scope }) => {
    const own = scope.deal?.own['pipeline'];
    if (typeof own !== 'string') return { outcome: { kind: 'go', port: 'next' }, note: 'there is no deal to move' };
    if (pipeline !== undefined && pipeline !== own)
      return { outcome: { kind: 'go', port: 'next' }, note: `the deal is in the pipeline "${own}", not in "${pipeline}"` };
    return { outcome: { kind: 'go', port: 'next' }, writes: [{ kind: 'move_deal', pipeline: own, stage }] };
  },
});
