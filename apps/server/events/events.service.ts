// Reads an event's bytes as its source does, and puts beside it what it caused.

import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { sourceOf } from '#libs/connectors/registry.js';
import type { Fact } from '#libs/language/fact.js';
import type { Workspace } from '#libs/language/workspace.js';
import { EventEffectsStore } from '#libs/reporting/event-effects.store.js';
import { stepsByKind } from '#libs/steps/registry.js';
import { WorkspacesService } from '#libs/workspaces/workspaces.service.js';
import { stillAgainst } from './blocked-events.service.js';
import { testAsItGoes } from './test-as-it-goes.js';

interface Row {
  readonly source: string;
  readonly received_at: Date;
  readonly key: string;
  readonly body: Buffer;
  readonly person_id: string | null;
  readonly account_id: string | null;
  readonly deal_id: string | null;
  readonly email: string | null;
}

@Injectable()
export class EventsService {
  constructor(
    private readonly pool: Pool,
    private readonly effects: EventEffectsStore,
    private readonly workspaces: WorkspacesService,
  ) {}

  /** Null: there is none with this id. */
  async story(id: string) {
    const { rows } = await this.pool.query<Row>(
      `select source, received_at, key, body, person_id, account_id, deal_id, (select email from person p where p.id = e.person_id)
       from event e where id = $1 limit 1`,
      [id],
    );
    const [row] = rows;
    if (row === undefined) return null;
    const { person_id: person, account_id: account, deal_id: deal } = row;
    const { workspace } = await this.workspaces.current();
    const { plan } = workspace;
    const against = stillAgainst({ id, source: row.source, receivedAt: row.received_at.getTime(), key: row.key, body: row.body }, plan);
    return { ...understood(id, row, workspace), against, ...(await this.effects.read(id, { person, account, deal })) };
  }
}

function understood(id: string, { source, received_at: receivedAt, key, body, email }: Row, workspace: Workspace) {
  try {
    const facts = sourceOf(source).understand({ id, source, receivedAt: receivedAt.getTime(), key, body });
    return {
      problem: null,
      as_test: facts[0] === undefined ? null : testAsItGoes(withEmail(facts[0], email), workspace, stepsByKind),
      understood: facts.map(({ kind, name, at, person, account, properties, personTraits, accountTraits }) => ({
        kind,
        name,
        at,
        person,
        account,
        properties,
        person_traits: personTraits,
        account_traits: accountTraits,
      })),
    };
  } catch (error) {
    // A source of today may read less than the one that took it in.
    return { problem: error instanceof Error ? error.message : 'it cannot be read', as_test: null, understood: [] };
  }
}

/** Whose address is known by an earlier fact has it in the test, too: else no mail would leave there. */
function withEmail(fact: Fact, email: string | null): Fact {
  return email === null || fact.person.email !== undefined ? fact : { ...fact, person: { ...fact.person, email } };
}
