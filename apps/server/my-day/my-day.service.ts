// Puts a rep's day together: rows of the store, meetings as the calendar's own source understands them, and the rep as the team file has it.

import { Injectable } from '@nestjs/common';
import { sourceOf } from '#libs/connectors/registry.js';
import type { Rep } from '#libs/language/team.js';
import { repOf } from '#libs/routing/rep-of.js';
import { bookingEvents, meetingsAhead } from '#libs/reporting/meetings-ahead.js';
import { type BookingRow, MyDayStore } from '#libs/reporting/my-day.store.js';
import { type Move, slippedDeals } from '#libs/reporting/slipped-deals.js';
import { WorkspacesService } from '#libs/workspaces/workspaces.service.js';
import { ClockService } from '../clock/clock.service.js';

const day = 86_400_000;
/** Leads and moves of so long are shown. */
const recent = 7 * day;
const quietDays = 14;
/** Who books further ahead than this is not shown yet. */
const bookedWithin = 90 * day;

@Injectable()
export class MyDayService {
  constructor(
    private readonly rows: MyDayStore,
    private readonly workspaces: WorkspacesService,
    private readonly clock: ClockService,
  ) {}

  /** The rep by its key; without one, the rep with this address. */
  async find(key: string | undefined, email: string | null): Promise<{ readonly rep: Rep | null; readonly keys: readonly string[] }> {
    const { team } = (await this.workspaces.current()).workspace;
    const rep = key === undefined ? repOf(team, email) : team.reps.get(key);
    return { rep: rep ?? null, keys: [...team.reps.keys()] };
  }

  async day(rep: Rep | null) {
    await this.clock.refresh();
    const now = this.clock.now();
    if (rep === null) return { now, rep: null, leads: [], tasks: [], meetings: [], slipped: [], quiet_days: quietDays, turns: [] };
    const { pipelines } = (await this.workspaces.current()).workspace;
    const [leads, tasks, bookings, deals, turns] = await Promise.all([
      this.rows.leads(rep.key, now - recent),
      this.rows.tasks(rep.key),
      this.rows.bookings(rep.key, bookingEvents, now - bookedWithin),
      this.rows.openDeals(rep.key),
      this.rows.turns(rep.key),
    ]);
    const moves = new Map<string, Move>();
    // The newest comes first; the latest of each counts.
    for (const { deal_id: id, from, to, at } of await this.rows.moves(
      deals.map((deal) => deal.id),
      now - quietDays * day,
    ))
      if (!moves.has(id)) moves.set(id, { from, to, at: at.getTime() });
    const open = deals.map(({ id, pipeline, stage, last_fact_at: at }) => ({ id, pipeline, stage, lastFactAt: at.getTime() }));
    const byId = new Map(deals.map((deal) => [deal.id, deal]));
    return {
      now,
      rep: tellRep(rep, deals.length),
      leads,
      tasks,
      meetings: meetingsAhead(bookings.flatMap(understood), now).map(({ id, name, startAt, endAt, joinUrl, about }) => ({
        id,
        name,
        start_at: startAt,
        end_at: endAt,
        join_url: joinUrl,
        ...about,
      })),
      slipped: slippedDeals(open, moves, pipelines, now, quietDays * day).map(({ id, why, from, since }) => {
        const { name, stage, amount } = byId.get(id)!;
        return { id, name, stage, amount, why, from, since };
      }),
      quiet_days: quietDays,
      turns,
    };
  }
}

function understood(row: BookingRow) {
  const { person_id, person, account_id, account } = row;
  const item = { id: row.id, source: row.source, receivedAt: row.received_at.getTime(), key: row.key, body: row.body };
  const about = { person_id, person, account_id, account };
  return sourceOf(row.source)
    .understand(item)
    .map(({ name, properties }) => ({ name, properties, about }));
}

function tellRep({ key, name, team, active, weight, capacity, hours, away, place }: Rep, openDeals: number) {
  return {
    key,
    name,
    team,
    active,
    open_deals: openDeals,
    capacity: capacity ?? null,
    weight,
    hours: hours ?? null,
    away,
    file: place.file,
    line: place.line,
  };
}
