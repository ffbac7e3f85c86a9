// Everything needs a key (`Authorization: Bearer mr_…`) but what is marked open: health, docs and the signed or keyed intake.

import {
  type CanActivate,
  type ExecutionContext,
  ForbiddenException,
  Injectable,
  SetMetadata,
  UnauthorizedException,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { KeysStore } from '../keys/keys.store.js';

const open = 'open to everyone';
export const Open = () => SetMetadata(open, true);

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
    return true;
  }
}
