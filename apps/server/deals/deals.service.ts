// Edits of deals and decisions about proposals over the API: who did it is told with them.

import { ConflictException, Injectable, NotFoundException, UnprocessableEntityException } from '@nestjs/common';
import { Pool } from 'pg';
import { type Author, DealEditor, type EditAnswer } from '#libs/ingest/edit-deal.service.js';
import { type Detail, DetailStore } from '#libs/reporting/detail.store.js';
import { BadQuery } from '#libs/reporting/page-query.js';
import { SettingsService } from '#libs/settings/settings.service.js';
import { WorkspacesService } from '#libs/workspaces/workspaces.service.js';
import { ClockService } from '../clock/clock.service.js';
import { makeBatchContext } from '../loops/make-batch-context.service.js';

@Injectable()
export class DealsService {
  private editor: Promise<DealEditor> | undefined;

  constructor(
    private readonly pool: Pool,
    private readonly workspaces: WorkspacesService,
    private readonly clock: ClockService,
    private readonly settings: SettingsService,
    private readonly details: DetailStore,
  ) {}

  /** @param key name of the API key; `as` in the body names the rep for whom it is done */
  async edit(id: string, body: unknown, key: string): Promise<Detail> {
    const { version, as, ...asked } = isMap(body) ? body : ({} as Record<string, unknown>);
    if (!isMap(body)) throw new BadQuery('the body must be a JSON object, as {"stage": "trial", "version": 3}');
    if (version !== undefined && !Number.isSafeInteger(version))
      throw new BadQuery('"version" must be the version of the deal that you read');
    const author = await this.author(as, key);
    const editor = await this.editing();
    told(await editor.edit(digits(id), asked, (version as number | undefined) ?? null, author), `deal ${id}`, 'GET /api/deals');
    return this.details.deal(id);
  }

  async decide(id: string, as: 'accept' | 'dismiss', body: unknown, key: string): Promise<Record<string, unknown>> {
    const author = await this.author(isMap(body) ? body['as'] : undefined, key);
    const editor = await this.editing();
    const answer = await (as === 'accept' ? editor.accept(digits(id), author) : editor.dismiss(digits(id), author));
    told(answer, `proposal ${id}`, 'GET /api/proposals');
    return { id, state: as === 'accept' ? 'accepted' : 'dismissed' };
  }

  private async author(as: unknown, key: string): Promise<Author> {
    if (as === undefined || as === null) return { by: 'api', name: key };
    const { workspace } = await this.workspaces.current();
    if (typeof as !== 'string' || !workspace.team.reps.has(as))
      throw new UnprocessableEntityException({
        message: '"as" names no rep of the team',
        errors: [
          { field: 'as', message: 'the team has no such rep', fix: `one of ${[...workspace.team.reps.keys()].slice(0, 30).join(', ')}` },
        ],
      });
    return { by: 'rep', name: as, details: { key } };
  }

  private async editing(): Promise<DealEditor> {
    await this.clock.refresh();
    this.editor ??= makeBatchContext(this.pool, { workspaces: this.workspaces, clock: this.clock, settings: this.settings.values }).then(
      (context) => new DealEditor({ pool: this.pool, context }),
    );
    return this.editor;
  }
}

function told(answer: EditAnswer, what: string, list: string): void {
  switch (answer.kind) {
    case 'done':
      return;
    case 'not found':
      throw new NotFoundException(`there is no ${what}; ${list} lists those there are`);
    case 'changed':
      throw new ConflictException({
        message: `${what} has changed meanwhile: it is at version ${answer.version}; read it again, and edit that`,
        version: answer.version,
      });
    case 'decided':
      throw new ConflictException(`${what} is ${answer.state} already`);
    case 'refused':
      throw new UnprocessableEntityException({
        message: answer.problems.map(({ field, message, fix }) => `${field === '' ? '' : `"${field}": `}${message} (${fix})`).join('; '),
        errors: answer.problems,
      });
  }
}

function digits(id: string): string {
  if (!/^\d{1,18}$/.test(id)) throw new BadQuery('the id must be digits');
  return id;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
