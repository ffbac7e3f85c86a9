// Everything needs a key (`Authorization: Bearer mr_…`) or a session (a cookie) but what is marked open: health, docs, the pages,
// and the signed or keyed intake. What a session changes has to come from our own pages (its Origin), and a role may do what its routes say.

import {
  type CanActivate,
  createParamDecorator,
  type ExecutionContext,
  ForbiddenException,
  Injectable,
  SetMetadata,
  UnauthorizedException,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SettingsService } from '#libs/settings/settings.service.js';
import { type ApiKey, KeysStore } from '../keys/keys.store.js';
import { roleOfScope } from '../keys/scope.js';
import { readCookie } from '../sign-in/read-cookie.js';
import { mayDo, type Role } from '../sign-in/role.js';
import { cookieName, sessionCookie } from '../sign-in/session-cookie.js';
import { SessionsStore, type User } from '../sign-in/sessions.store.js';

const open = 'open to everyone';
export const Open = () => SetMetadata(open, true);

const least = 'the least role';
/** The least role that may call a route. Not said: a viewer reads, ops changes. */
export const AtLeast = (role: Role) => SetMetadata(least, role);

/** Whom a request comes from: a user with a session, or a program with a key. */
export interface Visitor {
  readonly name: string;
  readonly role: Role;
  /** For a user: named like it, so that the audit tells who. */
  readonly key: ApiKey;
  readonly user: User | null;
  readonly session: string | null;
}

const visitors = new WeakMap<object, Visitor>();
/** Not there: the route is open. */
export const findVisitor = (request: object): Visitor | undefined => visitors.get(request);
const signIn = 'sign in, or send an API key: Authorization: Bearer mr_…';

function visitorOf(context: ExecutionContext): Visitor {
  const visitor = findVisitor(context.switchToHttp().getRequest<FastifyRequest>());
  if (visitor === undefined) throw new UnauthorizedException(signIn);
  return visitor;
}

/** The key that a request was let in with: who did it, for the audit. Only where the route is not open. */
export const KeyOfRequest = createParamDecorator((_: unknown, context: ExecutionContext): ApiKey => visitorOf(context).key);
export const VisitorOfRequest = createParamDecorator((_: unknown, context: ExecutionContext): Visitor => visitorOf(context));

@Injectable()
export class KeyGuard implements CanActivate {
  constructor(
    private readonly keys: KeysStore,
    private readonly sessions: SessionsStore,
    private readonly settings: SettingsService,
    private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const places = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean | undefined>(open, places) === true) {
      // Who signs in is about to get a cookie: another site's page must not make that happen.
      if (request.url.startsWith('/api/')) this.refuseForeign(request);
      return true;
    }
    const visitor = await this.find(request, http.getResponse<FastifyReply>());
    const needed = this.reflector.getAllAndOverride<Role | undefined>(least, places) ?? (request.method === 'GET' ? 'viewer' : 'ops');
    if (!mayDo(visitor.role, needed))
      throw new ForbiddenException(
        visitor.user === null
          ? `this takes ${needed}; the scope of your key is ${visitor.key.scope}`
          : `your role (${visitor.role}) may not do this; it takes ${needed}`,
      );
    visitors.set(request, visitor);
    return true;
  }

  private async find(request: FastifyRequest, reply: FastifyReply): Promise<Visitor> {
    const { authorization, cookie, accept } = request.headers;
    if (authorization !== undefined) {
      const [, token] = /^Bearer ([\w-]{20,100})$/.exec(authorization) ?? [];
      const key = token === undefined ? null : await this.keys.find(token);
      if (key === null) throw new UnauthorizedException(signIn);
      return { name: key.name, role: roleOfScope[key.scope], key, user: null, session: null };
    }
    const token = readCookie(cookie, cookieName);
    const session = token === null ? null : await this.sessions.find(token, accept !== 'text/event-stream');
    if (session === null) throw new UnauthorizedException(signIn);
    this.refuseForeign(request);
    const isHttps = this.settings.values.publicUrl?.startsWith('https:') === true;
    if (session.renewed !== null) void reply.header('set-cookie', sessionCookie(session.renewed, isHttps));
    const { user } = session;
    const key: ApiKey = { id: user.id, name: user.email, scope: mayDo(user.role, 'ops') ? 'admin' : 'read' };
    return { name: user.email, role: user.role, key, user, session: session.id };
  }

  /** A browser says with everything that changes something which page it comes from. */
  private refuseForeign({ method, headers }: FastifyRequest): void {
    if (method === 'GET' || method === 'HEAD') return;
    const { origin } = headers;
    const host = origin !== undefined && URL.canParse(origin) ? new URL(origin).host : null;
    const ours = [headers.host, this.settings.values.publicUrl === undefined ? undefined : new URL(this.settings.values.publicUrl).host];
    if (host === null || !ours.includes(host)) throw new ForbiddenException('this has to come from a page of this server (Origin)');
  }
}
