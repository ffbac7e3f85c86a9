// Everything needs a key (`Authorization: Bearer mr_…`) but what is marked open: health, docs and the signed or keyed intake.

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
import type { FastifyRequest } from 'fastify';
import { type ApiKey, KeysStore } from '../keys/keys.store.js';

const open = 'open to everyone';
export const Open = () => SetMetadata(open, true);

const keys = new WeakMap<object, ApiKey>();

/** The key that a request was let in with: who did it, for the audit. Only where the route is not open. */
export const KeyOfRequest = createParamDecorator((_: unknown, context: ExecutionContext): ApiKey => {
  const key = keys.get(context.switchToHttp().getRequest<FastifyRequest>());
  if (key === undefined) throw new UnauthorizedException('send an API key: Authorization: Bearer mr_…');
  return key;
});

@Injectable()
export class KeyGuard implements CanActivate {
  constructor(
    private readonly keys: KeysStore,
    private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.reflector.getAllAndOverride<boolean | undefined>(open, [context.getHandler(), context.getClass()]) === true) return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const [, token] = /^Bearer ([\w-]{20,100})$/.exec(request.headers.authorization ?? '') ?? [];
    const key = token === undefined ? null : await this.keys.find(token);
    if (key === null) throw new UnauthorizedException('send an API key: Authorization: Bearer mr_…');
    if (key.scope !== 'admin' && request.method !== 'GET') throw new ForbiddenException('this key may only read');
    keys.set(request, key);
    return true;
  }
}
