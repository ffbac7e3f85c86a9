// Times that come again, in a simulation: what the calendar of production finds in its rows. The zones of people are noted, so
// that the time of a zone in which nobody is costs nothing, and of one in which somebody is only those who are there.

import { dealFacts } from '#libs/deals/deal-facts-for-scope.js';
import type { Deal } from '#libs/deals/deal.js';
import { type EverySpan, tellEvery } from '#libs/ingest/tell-every.js';
import type { WorkingSet } from '#libs/ingest/working-set.js';
import { nextEvery, timesOfEvery, zonesOfEvery } from '#libs/language/every.js';
import { isTimeZone } from '#libs/language/local-time.js';
import type { Facts } from '#libs/language/scope.js';
import type { SubjectKind } from '#libs/language/subject-kind.js';
import type { EveryTrigger } from '#libs/language/workflow.js';
import type { Workspace } from '#libs/language/workspace.js';
import { accountFacts } from '#libs/people/account-facts.js';
import type { Account } from '#libs/people/account.js';
import { personFacts } from '#libs/people/person-facts.js';
import type { Person } from '#libs/people/person.js';

interface Row {
  readonly workflow: string;
  readonly of: SubjectKind;
  readonly trigger: EveryTrigger;
  since: number;
  next: number;
}

type Look = (kind: SubjectKind, id: string) => Person | Account | Deal | undefined;

export class EveryInMemory {
  private rows: Row[] = [];
  /** Person → zone, of those who have one of their own. Only where a trigger asks for it. */
  private readonly zoneOfPerson = new Map<string, string>();
  private readonly zones = new Set<string>();
  private asksPersons = false;

  /** The workspace decides from now on; a trigger that stays goes on where it is. */
  apply(workspace: Workspace, now: number): void {
    const standing = new Map(this.rows.map((row) => [`${row.workflow} ${row.trigger.name}`, row.since]));
    const rows = new Map<string, Row>();
    for (const { name: workflow, of, when } of workspace.workflows.values())
      for (const trigger of when) {
        if (trigger.kind !== 'every') continue;
        const name = `${workflow} ${trigger.name}`;
        const since = standing.get(name) ?? now;
        rows.set(name, { workflow, of, trigger, since, next: this.nextOf(trigger, workspace, since) });
      }
    this.rows = [...rows.values()];
    this.asksPersons = this.rows.some(({ trigger }) => trigger.zone === 'person');
  }

  /** After something has happened to people. */
  note({ people, workspace }: WorkingSet, now: number): void {
    if (!this.asksPersons) return;
    for (const id of people.dirtyPersons) {
      const { timeZone, mergedInto } = people.persons.get(id)!;
      const known = this.zoneOfPerson.get(id);
      if (mergedInto === null && (known ?? null) === timeZone) continue;
      const zone = mergedInto === null && timeZone !== null && isTimeZone(timeZone) ? timeZone : undefined;
      if (zone === undefined) this.zoneOfPerson.delete(id);
      else this.zoneOfPerson.set(id, zone);
      if (zone === undefined || this.zones.has(zone)) continue;
      this.zones.add(zone);
      for (const row of this.rows) {
        if (row.trigger.zone !== 'person') continue;
        // All that was to come by the clocks known before has been told; of the new one nothing was missed.
        if (row.next > now) row.since = now;
        row.next = this.nextOf(row.trigger, workspace, row.since);
      }
    }
  }

  /** Infinity: there is none. */
  next(): number {
    return this.rows.reduce((soonest, { next }) => Math.min(soonest, next), Infinity);
  }

  /**
   * Each subject for which a time has come, after the one before is settled.
   * @param subjects ids of all there are of a kind
   * @param look at one without loading it; null: why somebody does not begin is told
   * @param settle called for each who was told
   */
  tell(set: WorkingSet, now: number, subjects: (kind: SubjectKind) => readonly string[], look: Look | null, settle: () => void): void {
    for (const row of this.rows) {
      if (row.next > now) continue;
      const { workflow, of, trigger, since } = row;
      const span: EverySpan = { workflow, trigger, cameAt: timesOfEvery(trigger, since, now) };
      row.since = now;
      row.next = this.nextOf(trigger, set.workspace, now);
      const isMeant = this.meant(of, span, set.workspace);
      const mayBegin = mayBeginBy(set, row, look, now);
      for (const id of subjects(of)) if (isMeant(id) && mayBegin(id) && tellEvery(set, of, id, span, now)) settle();
    }
  }

  private meant(of: SubjectKind, { trigger, cameAt }: EverySpan, { timeZone }: Workspace): (id: string) => boolean {
    if (of !== 'person' || trigger.zone !== 'person') return () => true;
    const clocks = new Set([timeZone, ...this.zones].filter((zone) => cameAt(zone) !== null));
    return (id) => clocks.has(this.zoneOfPerson.get(id) ?? timeZone);
  }

  private nextOf(trigger: EveryTrigger, workspace: Workspace, since: number): number {
    const clocks = trigger.zone === 'person' ? [workspace.timeZone, ...this.zones] : zonesOfEvery(trigger, workspace);
    return nextEvery(trigger, clocks, since);
  }
}

/**
 * Most subjects a time comes for do not begin anything. Where the workflow's condition reads the subject itself alone, it is asked
 * before the subject is loaded with all that belongs to it: what would be refused then is passed over.
 */
function mayBeginBy(set: WorkingSet, { workflow, of }: Row, look: Look | null, now: number): (id: string) => boolean {
  const condition = set.workspace.workflows.get(workflow)?.if;
  // Deals' audiences are asked again with everything that happens to a subject.
  if (
    look === null ||
    condition === undefined ||
    set.workspace.dealAudiences.length > 0 ||
    !condition.reads.every((name) => isOfItself(of, name))
  )
    return () => true;
  return (id) => {
    const subject = look(of, id);
    return subject !== undefined && condition.holds({ now, workspace: set.workspaceFacts, [of]: ownFacts(of, subject) }) === true;
  };
}

/** A deal without a name is called like its account. */
function isOfItself(of: SubjectKind, name: string): boolean {
  const [root, member] = name.split('.');
  return name === 'now' || root === 'workspace' || (root === of && member !== 'contact' && (of !== 'deal' || member !== 'name'));
}

function ownFacts(of: SubjectKind, subject: Person | Account | Deal): Facts {
  if (of === 'person') return personFacts(subject as Person);
  return of === 'account' ? accountFacts(subject as Account, () => null) : dealFacts(subject as Deal, () => null);
}
