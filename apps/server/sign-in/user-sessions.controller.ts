// Where the users of this installation are signed in, for an admin, who ends one session of a user or all of them.

import { Controller, Delete, Get, HttpCode, NotFoundException, Param } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { AtLeast, type Visitor, VisitorOfRequest } from '../http/key.guard.js';
import { SessionsStore } from './sessions.store.js';
import { UsersService } from './users.service.js';

const digits = { type: 'string', pattern: '^\\d{1,18}$' } as const;
const time = { type: 'string', format: 'date-time' } as const;
const session = {
  type: 'object',
  required: ['id', 'agent', 'created_at', 'seen_at', 'expires_at', 'is_this_one'],
  properties: {
    id: { type: 'string' },
    agent: { type: 'string' },
    created_at: time,
    seen_at: time,
    expires_at: time,
    is_this_one: { type: 'boolean' },
  },
} as const;

@ApiTags('signing in')
@Controller('api/users/:id/sessions')
@AtLeast('admin')
@ApiParam({ name: 'id', schema: digits })
export class UserSessionsController {
  constructor(
    private readonly sessions: SessionsStore,
    private readonly users: UsersService,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Where a user is signed in.', operationId: 'user_sessions' })
  @ApiOkResponse({ schema: { type: 'object', required: ['data'], properties: { data: { type: 'array', items: session as never } } } })
  async list(@Param('id') id: string, @VisitorOfRequest() { session: own }: Visitor) {
    return { data: isId(id) ? await this.sessions.list(id, own) : [] };
  }

  @Delete()
  @HttpCode(204)
  @ApiNoContentResponse({ description: 'Done' })
  @ApiOperation({ summary: 'Ends all sessions of a user, who has to sign in again.', operationId: 'end_user_sessions' })
  async endAll(@Param('id') id: string, @VisitorOfRequest() { name }: Visitor): Promise<void> {
    if (!isId(id) || !(await this.users.endSessions(id, null, name)))
      throw new NotFoundException('this user is not signed in anywhere; GET /api/users lists those there are');
  }

  @Delete(':session')
  @HttpCode(204)
  @ApiNoContentResponse({ description: 'Done' })
  @ApiParam({ name: 'session', schema: digits })
  @ApiOperation({ summary: 'Ends one session of a user.', operationId: 'end_user_session' })
  async end(@Param('id') id: string, @Param('session') one: string, @VisitorOfRequest() { name }: Visitor): Promise<void> {
    if (!isId(id) || !isId(one) || !(await this.users.endSessions(id, one, name)))
      throw new NotFoundException('this user has no such session; GET /api/users/ID/sessions lists them');
  }
}

const isId = (text: string) => /^\d{1,18}$/.test(text);
