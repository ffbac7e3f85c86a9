// pipelines/: stages, and the facts that move a deal.

import {
  condition,
  duration,
  either,
  expression,
  flag,
  mapOf,
  name,
  named,
  oneOf,
  oneOrMore,
  reference,
  share,
  text,
} from './fragments.js';
import { key, required, type Keys } from './key.js';

export const matchable = ['deal.id', 'account.id', 'account.stripe_customer', 'account.domain', 'person.id', 'person.email'] as const;

export const stageKeys: Keys = {
  about: key('What it means to be here.', text),
  when: key('The event, or one of a list, that brings a deal here.', oneOrMore(reference)),
  if: key('Only when this holds, too.', condition),
  set: key('Fields of the deal that the fact fills.', named(expression)),
  back_to: key('The earlier stage to which `back_when` leads.', reference),
  back_when: key('The event that undoes this stage.', oneOrMore(reference)),
  likely: key(
    'How many of the deals that stand here are won in the end: the board weighs their sum by it. 100% for `won`, 0% for `lost`.',
    share,
  ),
  idle: key('A deal comes here when no fact about it came for so long; at least 1d.', duration),
};

export const pipelineKeys: Keys = {
  pipeline: required('The name of the pipeline.', name),
  about: key('What it is for.', text),
  of: key('Whose deals these are.', oneOf('account')),
  match: required('How the deal is found that a fact is about; the first that finds one.', oneOrMore(oneOf(...matchable))),
  stages: required(
    'The stages in their order. `won` and `lost` close a deal.',
    named(either({ type: 'null' }, mapOf(stageKeys)), { pattern: '^[A-Za-z][A-Za-z0-9_]{0,79}$' }),
  ),
  never_back: key('A late or repeated fact never moves a deal backwards (default).', flag),
  rep_edits_hold: key('For how long a rep’s own edit wins. 7d when absent.', duration),
};
