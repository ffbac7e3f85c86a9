// The team as its file has it, with what is true of each rep at this moment. Whose sight is limited is told of the own side.

import { Injectable } from '@nestjs/common';
import { sight } from '#libs/database/sighted-pool.store.js';
import type { Rep } from '#libs/language/team.js';
import { isWorkingTime } from '#libs/language/working-hours.js';
import { TeamStore } from '#libs/reporting/team.store.js';
import { levelOf } from '#libs/routing/pool-slice.js';
import { WorkspacesService } from '#libs/workspaces/workspaces.service.js';
import { ClockService } from '../clock/clock.service.js';

@Injectable()
export class TeamService {
  constructor(
    private readonly store: TeamStore,
    private readonly workspaces: WorkspacesService,
    private readonly clock: ClockService,
  ) {}

  async all() {
    await this.clock.refresh();
    const now = this.clock.now();
    const { reps } = (await this.workspaces.current()).workspace.team;
    const [loads, ledger, canSignIn] = await Promise.all([this.store.openDeals(), this.store.ledger(), this.store.canSignIn()]);
    const seen = sight.getStore()?.reps;
    const data = [...reps.values()]
      .filter(({ key }) => seen === undefined || seen.includes(key))
      .map((rep) => ({
        ...tell(rep, now),
        open_deals: loads.get(rep.key) ?? 0,
        can_sign_in: canSignIn.has(rep.email.toLowerCase()),
        ledger: ledger
          .filter((row) => row.rep === rep.key)
          .map(({ pool, turns, adjustments, last_turn_at: lastTurnAt }) => ({
            pool,
            turns,
            adjustments,
            level: levelOf({ turns, adjustments }, rep.weight),
            last_turn_at: lastTurnAt,
          })),
      }));
    return { now, data };
  }
}

function tell({ key, name, email, teams, active, weight, capacity, hours, away, calendarUrl, place }: Rep, now: number) {
  const isAway = away.some(({ from, to }) => from <= now && now < to);
  return {
    key,
    name,
    email,
    teams,
    active,
    weight,
    capacity: capacity ?? null,
    hours: hours ?? null,
    away: away.filter(({ to }) => to > now),
    /** What stands in the way of a lead at this moment. */
    state: !active ? 'inactive' : isAway ? 'away' : hours !== undefined && !isWorkingTime(hours, now) ? 'off_hours' : 'there',
    calendar_url: calendarUrl ?? null,
    file: place.file,
    line: place.line,
  };
}
