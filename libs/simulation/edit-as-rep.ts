// A moment in which a rep edits the deal, or accepts a move that is proposed: checked as over the API.

import { readEdit } from '#libs/deals/read-edit.js';
import type { TestMoment } from '#libs/language/test-file.js';
import type { Difference } from './differences.js';
import { dealOfMoment } from './observe.js';
import type { Simulation } from './simulation.js';

/** @returns what could not be done; empty: it is done */
export function editAsRep(simulation: Simulation, moment: TestMoment): readonly Difference[] {
  const { edit = {}, by = '' } = moment;
  const { set } = simulation;
  const deal = dealOfMoment(set, moment);
  const pipeline = set.workspace.pipelines.get(deal?.pipeline ?? '');
  if (deal === undefined || pipeline === undefined) return [{ path: 'edit', expected: edit, actual: 'there is no deal to edit' }];
  if (!set.workspace.team.reps.has(by)) return [{ path: 'by', expected: by, actual: 'the team has no such rep' }];
  if (Object.hasOwn(edit, 'accept')) {
    const proposal = [...set.deals.proposals.values()].findLast(
      (one) => one.dealId === deal.id && one.state === 'open' && one.to === edit['accept'],
    );
    if (proposal === undefined) return [{ path: 'edit.accept', expected: edit['accept'] ?? null, actual: 'no such move is proposed' }];
    simulation.edit(deal.id, { accepts: proposal.key }, { by: 'rep', name: by });
    return [];
  }
  const read = readEdit(edit, pipeline, set.workspace.team);
  if ('problems' in read)
    return read.problems.map(({ field, message, fix }) => ({
      path: field === '' ? 'edit' : `edit.${field}`,
      expected: edit,
      actual: `${message}: ${fix}`,
    }));
  const { stage, set: fields } = read.edit;
  simulation.edit(deal.id, { set: fields, ...(stage === undefined ? {} : { stage }) }, { by: 'rep', name: by });
  return [];
}
