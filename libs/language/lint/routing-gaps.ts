// Routings whose leads go to the fallback although nobody meant that (E423, E430), and lines that no value reaches (E427).

import type { Problem } from '../place.js';
import type { RouteTarget, Routing, Team } from '../team.js';
import type { Workspace } from '../workspace.js';
import { domainsOf } from './domains-of.js';
import { warning } from './warning.js';

export function routingGaps(workspace: Workspace): readonly Problem[] {
  const domains = domainsOf(workspace)([]);
  return [...workspace.routings.values()].flatMap((routing) => [
    ...unlistedValues(routing, domains(routing.by.source.trim())?.choices?.map(String)),
    ...nobodyThere(routing, workspace.team),
  ]);
}

function unlistedValues({ name, by, to, place, fallback }: Routing, choices: readonly string[] | undefined): readonly Problem[] {
  if (choices === undefined) return [];
  const what = by.source.trim() === 'account.tier' ? 'the tier' : by.source.trim();
  return [
    ...choices
      .filter((choice) => !to.has(choice))
      .map((choice) =>
        warning(
          'E423',
          `the routing "${name}" has no line for ${what} "${choice}"`,
          `add ${choice}: …; until then all of them go to rep:${fallback}`,
          place,
        ),
      ),
    ...[...to]
      .filter(([value]) => !choices.includes(value))
      .map(([value, target]) =>
        warning(
          'E427',
          `no lead takes this line: ${by.source.trim()} is never "${value}"`,
          `it is one of ${choices.join(', ')}`,
          target.place,
        ),
      ),
  ];
}

function nobodyThere({ to, skip, fallback, name, place }: Routing, { teams, reps }: Team): readonly Problem[] {
  if (!skip.includes('inactive')) return [];
  const isIn = (rep: string) => reps.get(rep)?.active === true;
  const isEmpty = (target: RouteTarget) =>
    target.kind === 'team' ? !(teams.get(target.team) ?? []).some(isIn) : target.kind === 'rep' && !isIn(target.rep);
  const problems = [...to.values()].filter(isEmpty).map((target) => {
    const whom = target.kind === 'team' ? `the team "${target.team}"` : target.kind === 'rep' ? `rep:${target.rep}` : '';
    return warning(
      'E430',
      `nobody in ${whom} is active: all of its leads go to rep:${fallback}`,
      'name another, or set active: true',
      target.place,
    );
  });
  if (isIn(fallback)) return problems;
  const hint = 'name a rep who is there: it is the last one who is asked';
  return [...problems, warning('E430', `the fallback of the routing "${name}", rep:${fallback}, is not active`, hint, place)];
}
