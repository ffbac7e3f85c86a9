// A routing: which team or rep takes what, and who is left when nobody is.

import type { RouteTarget, Routing, Team } from '../team.js';
import type { WrittenYaml } from '../yaml/written-yaml.js';
import { Formulas } from './formulas.js';
import type { TypedNames } from './names.js';
import type { Reading } from './reading.js';
import { describeValue } from './describe-value.js';

export function compileRouting(
  root: WrittenYaml,
  team: Team,
  tiers: readonly string[],
  names: TypedNames,
  read: Reading,
): Routing | undefined {
  read.notSupported(root, 'on_no_answer', 'remove it: answer_within is noted, nothing is reassigned by itself');
  read.onlyKeys(root, ['routing', 'about', 'by', 'to', 'keep_owner', 'match_accounts', 'skip', 'fallback', 'on_no_answer']);
  const name = read.name(root.at('routing'), 'a routing');
  const byWritten = read.required(root, 'by', 'by: account.tier');
  const by =
    byWritten && new Formulas(read, names.scope(['person', 'account', 'deal', 'event', 'workspace'])).expression(byWritten, 'string');
  const toWritten = read.required(root, 'to', 'to: { enterprise: { team: …, pick: round_robin } }');
  const to = toWritten && compileTargets(toWritten, team, by?.source.trim() === 'account.tier' ? tiers : [], read);
  const fallback = readFallback(root, team, read);
  const keepOwner = root.has('keep_owner') ? read.flag(root.at('keep_owner'), '"keep_owner"') : true;
  const matchAccounts = root.has('match_accounts')
    ? readList(root.at('match_accounts'), '"match_accounts"', ['domain', 'name'], read)
    : ['domain' as const];
  const skip = root.has('skip') ? readSkip(root.at('skip'), read) : ['inactive' as const, 'away' as const];
  if (name === undefined || by === undefined || to === undefined || fallback === undefined) return undefined;
  return { name, by, to, keepOwner: keepOwner ?? true, matchAccounts, skip, fallback, place: root.at('routing').place };
}

function compileTargets(written: WrittenYaml, team: Team, tiers: readonly string[], read: Reading): ReadonlyMap<string, RouteTarget> {
  const targets = new Map<string, RouteTarget>();
  if (!read.map(written, '"to"', 'enterprise: { team: …, pick: round_robin }')) return targets;
  for (const key of written.keys()) {
    if (tiers.length > 0 && !tiers.includes(key)) read.unknown('E310', 'a tier', key, tiers, written.keyPlace(key));
    const target = compileTarget(written.at(key), team, read);
    if (target !== undefined) targets.set(key, target);
  }
  return targets;
}

function compileTarget(written: WrittenYaml, team: Team, read: Reading): RouteTarget | undefined {
  const { place, value } = written;
  if (value === 'nobody') return { kind: 'nobody', place };
  if (typeof value === 'string' && value.startsWith('rep:')) {
    const rep = knownRep(value.slice(4), written, team, read);
    return rep === undefined ? undefined : { kind: 'rep', rep, place };
  }
  if (!read.map(written, 'whom it goes to', 'nobody, rep:KEY or { team: NAME, pick: round_robin }')) return undefined;
  read.onlyKeys(written, ['team', 'pick', 'answer_within'], 'here');
  const teamWritten = read.required(written, 'team', 'team: NAME');
  const name = teamWritten && read.known(teamWritten, 'E307', 'a team', team.teams.keys());
  const pick = written.has('pick') ? written.at('pick').value : 'round_robin';
  if (pick === 'least_loaded')
    read.problem(
      'E208',
      '"least_loaded" is not picked by here and is refused',
      written.at('pick').place,
      'supported here: pick: round_robin',
    );
  else if (pick !== 'round_robin') read.oneOf(written.at('pick'), '"pick"', ['round_robin']);
  const answerWithin = written.has('answer_within') ? read.duration(written.at('answer_within'), '"answer_within"') : undefined;
  if (name === undefined) return undefined;
  return { kind: 'team', team: name, pick: 'round_robin', ...(answerWithin === undefined ? {} : { answerWithin }), place };
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

function readSkip(written: WrittenYaml, read: Reading): Routing['skip'] {
  const known = read.oneOrMore(written).filter((item) => {
    const { value } = item;
    const isLater = value === 'full' || value === 'off_hours';
    if (isLater)
      read.problem('E208', `"${value}" is not known about reps here and is refused`, item.place, 'supported here: inactive, away');
    return !isLater;
  });
  return known.map((item) => read.oneOf(item, '"skip"', ['inactive', 'away'] as const)).filter((item) => item !== undefined);
}

function readList<Choice extends string>(written: WrittenYaml, what: string, choices: readonly Choice[], read: Reading): readonly Choice[] {
  return read
    .oneOrMore(written)
    .map((item) => read.oneOf(item, what, choices))
    .filter((item) => item !== undefined);
}
