// team.yaml: reps, their teams, calendars, shares and absences.

import { Temporal } from 'temporal-polyfill';
import type { Rep, Team } from '../team.js';
import type { WrittenYaml } from '../yaml/written-yaml.js';
import { readEmailAddress } from './compile-settings.js';
import type { Reading } from './reading.js';
import { describeValue } from './describe-value.js';

export function compileTeam(root: WrittenYaml, timeZone: string, read: Reading): Team {
  const reps = new Map<string, Rep>();
  read.onlyKeys(root, ['team', 'about', 'reps']);
  read.text(root.at('team'), "the team's name");
  const written = read.required(root, 'reps', 'reps: { nina: { name: …, email: …, team: … } }');
  if (written !== undefined && read.map(written, '"reps"', 'nina: { name: …, email: …, team: … }')) {
    for (const key of written.keys()) {
      const rep = compileRep(key, written, timeZone, read);
      const twin = rep === undefined ? undefined : [...reps.values()].find((each) => each.email.toLowerCase() === rep.email.toLowerCase());
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
  for (const rep of reps.values()) teams.set(rep.team, [...(teams.get(rep.team) ?? []), rep.key]);
  return { reps, teams };
}

function compileRep(key: string, parent: WrittenYaml, timeZone: string, read: Reading): Rep | undefined {
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
  read.onlyKeys(written, ['name', 'email', 'team', 'calendar', 'weight', 'active', 'away'], `of rep "${key}"`);
  const name = read.required(written, 'name', 'name: Nina Berg');
  const email = read.required(written, 'email', 'email: nina@example.com');
  const team = read.required(written, 'team', 'team: NAME');
  const nameText = name && read.text(name, 'a name');
  const address = email && readEmailAddress(email, read);
  const teamName = team && read.name(team, 'a team');
  const calendarUrl = written.has('calendar') ? readUrl(written.at('calendar'), read) : undefined;
  const weight = written.has('weight') ? read.number(written.at('weight'), '"weight"', { min: 0.01, max: 100 }) : 1;
  const active = written.has('active') ? read.flag(written.at('active'), '"active"') : true;
  const away = written.has('away') ? readAway(written.at('away'), timeZone, read) : [];
  if (nameText === undefined || address === undefined || teamName === undefined) return undefined;
  return {
    key,
    name: nameText,
    email: address,
    team: teamName,
    ...(calendarUrl === undefined ? {} : { calendarUrl }),
    weight: weight ?? 1,
    active: active ?? true,
    away,
    place,
  };
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
    read.onlyKeys(item, ['from', 'to'], 'in an absence');
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
