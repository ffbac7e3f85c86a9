// The first half of an event's effect, pure: who it is about, what the tracking plan says of it, which traits, scores and
// tiers it moves. The second half (deals, runs) is taken on what this gives.

import type { Change } from '#libs/audit/because.js';
import type { Fact } from '#libs/language/fact.js';
import { makeScope, type Scope } from '#libs/language/scope.js';
import type { Value } from '#libs/language/value.js';
import type { Workspace } from '#libs/language/workspace.js';
import { accountFacts, contactOf } from '#libs/people/account-facts.js';
import type { Account } from '#libs/people/account.js';
import { liveAccount, type PeopleSlice, type SubjectMerge } from '#libs/people/people-slice.js';
import type { NewId } from '#libs/people/new-id.js';
import { personFacts } from '#libs/people/person-facts.js';
import type { Person } from '#libs/people/person.js';
import { resolveSubjects } from '#libs/people/resolve-subjects.js';
import { sayAccountMembers, sayPersonMembers } from '#libs/people/say-well-known.js';
import { absorbTraits } from '#libs/traits/absorb-traits.js';
import { traitIndex } from '#libs/traits/trait-index.js';
import { type CheckedEvent, checkEvent } from '#libs/traits/check-event.js';
import type { AbsorbedTraits, TraitDue, TraitInput, TraitTransition } from '#libs/traits/trait-input.js';

/** A fact with what the inbox knows of it. */
export interface ReceivedFact {
  readonly fact: Fact;
  /** Of the inbox row; becomes the event's. */
  readonly id: string;
  readonly source: string;
  readonly receivedAt: number;
  /** A person has let it through, whatever the tracking plan says. */
  readonly passes?: boolean;
}

export interface AbsorbedPeople {
  readonly checked: CheckedEvent;
  /** Takes effect: neither blocked by the plan nor without effect by its source's word. */
  readonly counts: boolean;
  readonly person: Person | null;
  readonly account: Account | null;
  readonly merges: readonly SubjectMerge[];
  readonly transitions: readonly TraitTransition[];
  readonly changes: readonly Change[];
  readonly dues: readonly TraitDue[];
  readonly notes: readonly string[];
  /** What conditions see of this event and its subjects now. */
  readonly scope: () => Scope;
}

/** What conditions read of who somebody is: asked again when a key, a merge or an earlier contact has come. */
const ofIdentity = ['person.email', 'person.user_id', 'account.domain', 'account.contact', 'account.people'] as const;

const nobody = { person: null, account: null, direct: false, merges: [], before: {} } as const;

/** Changes the slice in place. @throws Error naming the field when a key is too long: the event is then set aside */
export function absorbPeople(workspace: Workspace, people: PeopleSlice, received: ReceivedFact, now: number, newId: NewId): AbsorbedPeople {
  const { fact, id, source, receivedAt } = received;
  const checked = checkEvent(workspace.plan, fact, received.passes);
  const counts = checked.verdict !== 'blocked' && fact.noEffect === undefined;
  const keysBefore = people.newPersonKeys.length + people.newAccountKeys.length;
  // Without effect means also that nobody becomes known by it.
  const { person, account, direct, merges, before } = counts ? resolveSubjects(people, fact, newId, id) : nobody;
  const event = {
    own: { name: checked.name, at: fact.at, received_at: receivedAt, source, id },
    traits: checked.properties,
  };
  // Traits show their changes by themselves; of the other members only the tier and the touches can change on the way.
  let seen: { readonly scope: Scope; readonly tier: string | null | undefined; readonly touches: Value | undefined } | undefined;
  const scope = (): Scope => {
    const touches = person?.traits['touches'];
    if (seen === undefined || seen.tier !== account?.tier || seen.touches !== touches)
      seen = {
        tier: account?.tier,
        touches,
        scope: makeScope(now, {
          event,
          person: person === null ? undefined : personFacts(person),
          account: account === null ? undefined : accountFacts(account, () => contactOf(people, account)),
        }),
      };
    return seen.scope;
  };
  const isNewsOfWho =
    merges.length > 0 ||
    people.newPersonKeys.length + people.newAccountKeys.length > keysBefore ||
    (account !== null && account.contactAt !== null && fact.at <= account.contactAt);
  const changedMembers = [
    ...(isNewsOfWho ? ofIdentity : []),
    ...(person === null ? [] : sayPersonMembers(person, checked.personTraits, fact.at)),
    ...(account === null ? [] : sayAccountMembers(account, checked.accountTraits, fact.at)),
  ];
  const input: TraitInput = {
    person,
    account,
    direct,
    event: { id, name: checked.name, at: fact.at, source },
    personTraits: checked.personTraits,
    accountTraits: checked.accountTraits,
    isCounted: counts,
    scope,
    before,
    changedMembers,
    newcomers: {
      person: person !== null && people.newPersons.has(person.id),
      account: account !== null && people.newAccounts.has(account.id),
    },
  };
  const { notes, ...own } = absorbTraits(workspace, input);
  const { transitions, changes, dues } = together(own, beside(workspace, people, input, account, now));
  return { checked, counts, person, account, merges, transitions, changes, dues, notes: [...checked.notes, ...notes], scope };
}

type Moved = Omit<AbsorbedTraits, 'notes'>;

function together(own: Moved, others: readonly Moved[]): Moved {
  if (others.length === 0) return own;
  const all = [own, ...others];
  return {
    transitions: all.flatMap((one) => one.transitions),
    changes: all.flatMap((one) => one.changes),
    dues: all.flatMap((one) => one.dues),
  };
}

/** Accounts that the fact is not about and that it changes: those its person has left or joined, and its home where the fact names another. */
function beside(workspace: Workspace, people: PeopleSlice, input: TraitInput, named: Account | null, now: number): readonly Moved[] {
  const person = input.person as Person | null;
  const home = traitIndex(workspace).rollups.length === 0 ? undefined : liveAccount(people, person?.accountId);
  if (people.regrouped.size === 0 && (home === undefined || home === named)) return [];
  const regrouped = [...people.regrouped].map((id) => liveAccount(people, id));
  people.regrouped.clear();
  const moved: Moved[] = [];
  for (const account of new Set([...regrouped, home])) {
    if (account === undefined || account === named) continue;
    const ofPerson = account === home ? person : null;
    const scope = (): Scope =>
      makeScope(now, {
        person: ofPerson === null ? undefined : personFacts(ofPerson),
        account: accountFacts(account, () => contactOf(people, account)),
      });
    const changedMembers = ['account.people', ...Object.keys(account.traits).map((name) => `account.${name}`)];
    const nothing = { personTraits: {}, accountTraits: {}, isCounted: false, direct: true };
    moved.push(absorbTraits(workspace, { ...nothing, person: ofPerson, account, event: input.event, scope, changedMembers }));
    people.dirtyAccounts.add(account.id);
  }
  return moved;
}
