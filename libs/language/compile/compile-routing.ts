// A routing: which team or rep takes what, and who is left when nobody is.

import { routingKeys, targetKeys } from '../keys/routing-keys.js';
import type { RouteTarget, Routing, Team } from '../team.js';
import { noAnswers, type WorkspaceDefaults } from './compile-settings.js';
import type { WrittenYaml } from '../yaml/written-yaml.js';
import { Formulas } from './formulas.js';
import type { TypedNames } from './names.js';
import type { Reading } from './reading.js';
import { describeValue } from './describe-value.js';

const skips = ['inactive', 'away', 'full', 'off_hours'] as const;

/** What the rest of the workspace says: who there is, which tiers accounts can have, what holds where nothing is written. */
interface Around {
  readonly team: Team;
  readonly tiers: readonly string[];
  readonly defaults: WorkspaceDefaults;
}

export function compileRouting(root: WrittenYaml, around: Around, names: TypedNames, read: Reading): Routing | undefined {
  const { team, tiers, defaults } = around;
  read.onlyKeys(root, routingKeys);
  const name = read.name(root.at('routing'), 'a routing');
  const byWritten = read.required(root, 'by', 'by: account.tier');
  const by =
    byWritten && new Formulas(read, names.scope(['person', 'account', 'deal', 'event', 'workspace'])).expression(byWritten, 'string');
  const toWritten = read.required(root, 'to', 'to: { enterprise: { team: …, pick: round_robin } }');
  const to = toWritten && compileTargets(toWritten, { ...around, tiers: by?.source.trim() === 'account.tier' ? tiers : [] }, read);
  const fallback = readFallback(root, team, read);
  const keepOwner = root.has('keep_owner') ? read.flag(root.at('keep_owner'), '"keep_owner"') : true;
  const matchAccounts = root.has('match_accounts')
    ? readList(root.at('match_accounts'), '"match_accounts"', ['domain', 'name'], read)
    : ['domain' as const];
  const skip = root.has('skip') ? readList(root.at('skip'), '"skip"', skips, read) : ['inactive' as const, 'away' as const];
  const onReturn = root.has('on_return') ? read.oneOf(root.at('on_return'), '"on_return"', ['average', 'catch_up'] as const) : 'average';
  const onNoAnswer = root.has('on_no_answer') ? read.oneOf(root.at('on_no_answer'), '"on_no_answer"', noAnswers) : defaults.onNoAnswer;
  if (name === undefined || by === undefined || to === undefined || fallback === undefined) return undefined;
  if (root.has('on_no_answer') && ![...to.values()].some((target) => target.kind === 'team' && target.answerWithin !== undefined))
    read.problem(
      'E202',
      '"on_no_answer" without any "answer_within"',
      root.keyPlace('on_no_answer'),
      'add answer_within: 30m beside a team',
    );
  return {
    name,
    by,
    to,
    keepOwner: keepOwner ?? true,
    matchAccounts,
    skip,
    fallback,
    onReturn: onReturn ?? 'average',
    ...(onNoAnswer === undefined ? {} : { onNoAnswer }),
    place: root.at('routing').place,
  };
}

function compileTargets(written: WrittenYaml, around: Around, read: Reading): ReadonlyMap<string, RouteTarget> {
  const targets = new Map<string, RouteTarget>();
  if (!read.map(written, '"to"', 'enterprise: { team: …, pick: round_robin }')) return targets;
  for (const key of written.keys()) {
    const { tiers } = around;
    if (tiers.length > 0 && !tiers.includes(key)) read.unknown('E310', 'a tier', key, tiers, written.keyPlace(key));
    const target = compileTarget(written.at(key), around, read);
    if (target !== undefined) targets.set(key, target);
  }
  return targets;
}

function compileTarget(written: WrittenYaml, { team, defaults }: Around, read: Reading): RouteTarget | undefined {
  const { place, value } = written;
  if (value === 'nobody') return { kind: 'nobody', place };
  if (typeof value === 'string' && value.startsWith('rep:')) {
    const rep = knownRep(value.slice(4), written, team, read);
    return rep === undefined ? undefined : { kind: 'rep', rep, place };
  }
  if (!read.map(written, 'whom it goes to', 'nobody, rep:KEY or { team: NAME, pick: round_robin }')) return undefined;
  read.onlyKeys(written, targetKeys);
  const teamWritten = read.required(written, 'team', 'team: NAME');
  const name = teamWritten && read.known(teamWritten, 'E307', 'a team', team.teams.keys());
  const pick = written.has('pick') ? read.oneOf(written.at('pick'), '"pick"', ['round_robin', 'least_loaded'] as const) : 'round_robin';
  const answerWithin = written.has('answer_within') ? read.duration(written.at('answer_within'), '"answer_within"') : defaults.answerWithin;
  if (name === undefined) return undefined;
  return { kind: 'team', team: name, pick: pick ?? 'round_robin', ...(answerWithin === undefined ? {} : { answerWithin }), place };
}

function readFallback(root: WrittenYaml, team: Team, read: Reading): string | undefined {
  if (!root.has('fallback')) {
    read.problem('E406', 'a routing without "fallback": a lead could fall through', root.at('routing').place, 'add fallback: rep:KEY');
    return undefined;
  }
  const written = root.at('fallback');
  const text = read.text(written, '"fallback"');
  if (text === undefined) return undefined;
  if (text.startsWith('rep:')) return knownRep(text.slice(4), written, team, read);
  read.problem(
    'E204',
    `"fallback" names a rep; ${describeValue(text)} does not`,
    written.place,
    team.reps.has(text) ? `write rep:${text}` : 'write rep:KEY',
  );
  return undefined;
}

function knownRep(key: string, written: WrittenYaml, team: Team, read: Reading): string | undefined {
  if (team.reps.has(key)) return key;
  read.unknown('E306', 'a rep', key, [...team.reps.keys()], written.place);
  return undefined;
}

function readList<Choice extends string>(written: WrittenYaml, what: string, choices: readonly Choice[], read: Reading): readonly Choice[] {
  return read
    .oneOrMore(written)
    .map((item) => read.oneOf(item, what, choices))
    .filter((item) => item !== undefined);
}
