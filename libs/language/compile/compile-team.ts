// team.yaml: reps, their teams, hours, calendars, shares, capacity and absences.

import { awayKeys, repKeys, teamKeys } from '../keys/team-keys.js';
import { Temporal } from 'temporal-polyfill';
import type { Rep, Team } from '../team.js';
import type { WrittenYaml } from '../yaml/written-yaml.js';
import { compileHours } from './compile-hours.js';
import { readCapacity, readEmailAddress, type WorkspaceSettings } from './compile-settings.js';
import type { Reading } from './reading.js';
import { describeValue } from './describe-value.js';

/** What holds for a rep that says nothing of its own. */
type Around = Pick<Rep, 'hours' | 'capacity'>;

/** @param company undefined when workspace.yaml could not be read */
export function compileTeam(root: WrittenYaml, company: WorkspaceSettings | undefined, read: Reading): Team {
  const reps = new Map<string, Rep>();
  const byAddress = new Map<string, Rep>();
  const timeZone = company?.timeZone ?? 'UTC';
  read.onlyKeys(root, teamKeys);
  const around = compileAround(root, { hours: company?.businessHours, capacity: company?.defaults.capacity }, timeZone, read);
  read.text(root.at('team'), "the team's name");
  const written = read.required(root, 'reps', 'reps: { nina: { name: …, email: …, team: … } }');
  if (written !== undefined && read.map(written, '"reps"', 'nina: { name: …, email: …, team: … }')) {
    for (const key of written.keys()) {
      const rep = compileRep(key, written, around, timeZone, read);
      const twin = rep === undefined ? undefined : byAddress.get(rep.email.toLowerCase());
      if (twin === undefined && rep !== undefined) byAddress.set(rep.email.toLowerCase(), rep);
      if (twin !== undefined)
        read.problem(
          'E401',
          `${key} and ${twin.key} have one e-mail address`,
          written.at(key).at('email').place,
          'give each rep an address of their own',
        );
      if (rep !== undefined) reps.set(key, rep);
    }
  }
  const teams = new Map<string, string[]>();
  for (const rep of reps.values()) {
    for (const team of rep.teams) {
      const members = teams.get(team);
      if (members === undefined) teams.set(team, [rep.key]);
      else members.push(rep.key);
    }
  }
  return { reps, teams };
}

/** Hours and capacity as they are written here, else as they hold around. */
function compileAround(
  written: WrittenYaml,
  around: { readonly hours?: Rep['hours'] | undefined; readonly capacity?: number | undefined },
  timeZone: string,
  read: Reading,
): Around {
  const hours = compileHours(written, around.hours, timeZone, read);
  const capacity = written.has('capacity') ? readCapacity(written.at('capacity'), read) : around.capacity;
  return { ...(hours === undefined ? {} : { hours }), ...(capacity === undefined ? {} : { capacity }) };
}

function compileRep(key: string, parent: WrittenYaml, around: Around, timeZone: string, read: Reading): Rep | undefined {
  const written = parent.at(key);
  const place = parent.keyPlace(key);
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]{0,79}$/.test(key) || key === 'owner' || key === 'nobody') {
    read.problem(
      'E206',
      `${JSON.stringify(key.slice(0, 60))} cannot be the key of a rep`,
      place,
      'letters, digits, "-" and "_", as nina or sales-lead; not owner, not nobody',
    );
    return undefined;
  }
  if (!read.map(written, `rep "${key}"`, '{ name: …, email: …, team: … }')) return undefined;
  read.onlyKeys(written, repKeys, `of rep "${key}"`);
  const name = read.required(written, 'name', 'name: Nina Berg');
  const email = read.required(written, 'email', 'email: nina@example.com');
  const teams = readTeams(written, read);
  const nameText = name && read.text(name, 'a name');
  const address = email && readEmailAddress(email, read);
  const calendar = readOneOfTwo(written, 'calendar_url', 'calendar', read);
  const calendarUrl = calendar && readUrl(calendar, read);
  const weight = written.has('weight') ? read.number(written.at('weight'), '"weight"', { min: 0.01, max: 100 }) : 1;
  const active = written.has('active') ? read.flag(written.at('active'), '"active"') : true;
  const away = written.has('away') ? readAway(written.at('away'), timeZone, read) : [];
  const own = compileAround(written, around, timeZone, read);
  const [team] = teams;
  if (nameText === undefined || address === undefined || team === undefined) return undefined;
  return {
    key,
    name: nameText,
    email: address,
    team,
    teams,
    ...(calendarUrl === undefined ? {} : { calendarUrl }),
    weight: weight ?? 1,
    active: active ?? true,
    away,
    ...own,
    place,
  };
}

/** `team: enterprise`, or `teams: [enterprise, smb]`: then the first is the rep's own. */
function readTeams(written: WrittenYaml, read: Reading): readonly string[] {
  const found = readOneOfTwo(written, 'team', 'teams', read) ?? read.required(written, 'team', 'team: NAME');
  const names = found === undefined ? [] : read.oneOrMore(found).map((item) => read.name(item, 'a team'));
  return [...new Set(names.filter((name) => name !== undefined))];
}

function readOneOfTwo(written: WrittenYaml, one: string, other: string, read: Reading): WrittenYaml | undefined {
  if (written.has(one) && written.has(other))
    read.problem('E202', `"${one}" and "${other}" are two answers to one question`, written.keyPlace(other), 'keep one of them');
  return written.has(one) ? written.at(one) : written.has(other) ? written.at(other) : undefined;
}

function readUrl(written: WrittenYaml, read: Reading): string | undefined {
  const text = read.text(written, 'a calendar link');
  if (text === undefined || /^https?:\/\/[^\s/"'<>]+\.[^\s"'<>]+$/.test(text)) return text;
  read.problem('E209', `${describeValue(text)} is no web address`, written.place, 'as in https://calendly.com/nina/demo');
  return undefined;
}

function readAway(written: WrittenYaml, timeZone: string, read: Reading): Rep['away'] {
  return (read.list(written, '"away"', '- { from: 2026-07-01, to: 2026-07-14 }') ?? []).flatMap((item) => {
    if (!read.map(item, 'an absence', '{ from: 2026-07-01, to: 2026-07-14 }')) return [];
    read.onlyKeys(item, awayKeys, 'in an absence');
    const fromWritten = read.required(item, 'from', 'from: 2026-07-01');
    const toWritten = read.required(item, 'to', 'to: 2026-07-14');
    const from = fromWritten && readInstant(fromWritten, timeZone, 0, read);
    const to = toWritten && readInstant(toWritten, timeZone, 1, read);
    if (from === undefined || to === undefined) return [];
    if (from < to) return [{ from, to }];
    read.problem('E207', 'this absence ends before it begins', item.place, 'swap from and to');
    return [];
  });
}

/** A day means midnight in the workspace's zone; the day of `to` is still away, so it counts one more. */
function readInstant(written: WrittenYaml, timeZone: string, addDays: number, read: Reading): number | undefined {
  const text = read.text(written, 'a day');
  if (text === undefined) return undefined;
  try {
    if (/^\d{4}-\d{2}-\d{2}$/.test(text))
      return Temporal.PlainDate.from(text).add({ days: addDays }).toZonedDateTime(timeZone).epochMilliseconds;
    return Temporal.Instant.from(text).epochMilliseconds;
  } catch {
    read.problem('E209', `${describeValue(text)} is no day`, written.place, 'as in 2026-07-01, or with time and zone 2026-07-01T12:00:00Z');
    return undefined;
  }
}
