// Limits what a rep sees and edits to what the workspace says. Reading happens inside `sight`, where every table is a view (see
// sighted-pool.store.ts): a route need not know of it. What changes something happens outside, because it may have to touch what is not seen; it
// says what it is about, and only who sees that comes in. A route that says nothing is closed to those whose sight is limited.

import {
  type CallHandler,
  type ExecutionContext,
  ForbiddenException,
  Injectable,
  type NestInterceptor,
  NotFoundException,
  SetMetadata,
  UnprocessableEntityException,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Observable } from 'rxjs';
import { type Sight, sight } from '#libs/database/sighted-pool.store.js';
import { BadQuery } from '#libs/reporting/page-query.js';
import { SightStore } from '#libs/reporting/sight/sight.store.js';
import { WorkspacesService } from '#libs/workspaces/workspaces.service.js';
import { findVisitor } from '../http/key.guard.js';
import { sightOf } from './sight-of.js';

type About = 'deal' | 'proposal' | 'task' | 'oneself' | 'the whole company';

const about = 'what a route is about';
/** What a route changes: the row that `:id` names, or what is the caller's own. */
export const Concerns = (what: Exclude<About, 'the whole company'>) => SetMetadata(about, what);
/** A reading that cannot be limited: closed to those who do not see everything. */
export const OfTheWholeCompany = () => SetMetadata(about, 'the whole company' satisfies About);

@Injectable()
export class LimitSight implements NestInterceptor {
  constructor(
    private readonly store: SightStore,
    private readonly workspaces: WorkspacesService,
    private readonly reflector: Reflector,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<FastifyRequest<{ Params: { id?: string } }>>();
    const seen = await this.of(request);
    if (seen === null) return next.handle();
    const what = this.reflector.getAllAndOverride<About | undefined>(about, [context.getHandler(), context.getClass()]);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      await this.refuseUnseen(what, request, seen);
      return next.handle();
    }
    if (what === 'the whole company')
      throw new ForbiddenException(
        'this is about the whole company, and you see a part of it (reps_see in workspace.yaml); ask who sees all',
      );
    return new Observable((subscriber) => sight.run(seen, () => next.handle().subscribe(subscriber)));
  }

  /** Null: everything. */
  private async of(request: FastifyRequest): Promise<Sight | null> {
    const visitor = findVisitor(request);
    if (visitor?.user == null || visitor.role !== 'rep') return null;
    return sightOf(visitor.user, (await this.workspaces.current()).workspace);
  }

  private async refuseUnseen(
    what: About | undefined,
    { params: { id = '' }, body }: FastifyRequest<{ Params: { id?: string } }>,
    seen: Sight,
  ) {
    if (what === 'oneself') return;
    if (what === undefined || what === 'the whole company')
      throw new ForbiddenException('this takes somebody who sees everything; you see a part (reps_see in workspace.yaml)');
    if (!/^\d{1,18}$/.test(id)) throw new BadQuery('the id must be digits');
    if (!(await this.store.sees(seen, what, id)))
      throw new NotFoundException(`there is no ${what} ${id}; GET /api/${what}s lists those there are`);
    const { as } = (body ?? {}) as { as?: unknown };
    if (as !== undefined && as !== null && !seen.reps.includes(as as string))
      throw new UnprocessableEntityException({
        message: '"as" names a rep for whom you cannot act',
        errors: [
          { field: 'as', message: 'you see less than this rep', fix: `leave it out, or one of ${seen.reps.join(', ') || 'nobody'}` },
        ],
      });
  }
}
