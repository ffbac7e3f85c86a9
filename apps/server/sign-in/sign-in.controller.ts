// Signing in and out, who I am, my sessions, and the users of this installation.

import { Body, Controller, Delete, Get, HttpCode, NotFoundException, Param, Patch, Post, Req, Res } from '@nestjs/common';
import { ConflictException, UnprocessableEntityException } from '@nestjs/common';
import { ApiBody, ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SettingsService } from '#libs/settings/settings.service.js';
import { AtLeast, Open, type Visitor, VisitorOfRequest } from '../http/key.guard.js';
import { Concerns } from '../sight/limit-sight.service.js';
import { isRole, roles } from './role.js';
import { clearCookie, sessionCookie } from './session-cookie.js';
import { type SignedIn, SignInService } from './sign-in.service.js';
import { SessionsStore } from './sessions.store.js';
import { UsersService } from './users.service.js';
import { UsersStore } from './users.store.js';

const text = { type: 'string' } as const;
const id = { type: 'string', pattern: '^\\d+$' } as const;
const role = { type: 'string', enum: [...roles] } as const;
const object = (properties: Record<string, object>, required = Object.keys(properties)) => ({
  schema: { type: 'object' as const, required, properties: properties as never },
});
const time = { type: 'string', format: 'date-time' } as const;
const listOf = (properties: Record<string, object>) => object({ data: { type: 'array', items: object(properties).schema } });
const nullable = { type: ['string', 'null'] as never } as const;
const me = object({ kind: { type: 'string', enum: ['user', 'key'] }, id, name: text, email: nullable, role });
const placeOf = ({ ip, headers }: FastifyRequest) => ({ place: ip, agent: headers['user-agent'] ?? '' });

@ApiTags('signing in')
@Controller('api')
export class SignInController {
  constructor(
    private readonly signing: SignInService,
    private readonly sessions: SessionsStore,
    private readonly users: UsersStore,
    private readonly makers: UsersService,
    private readonly settings: SettingsService,
  ) {}

  @Post('sign-in')
  @Open()
  @HttpCode(200)
  @ApiOperation({ summary: 'Signs in by address and password; the answer sets a cookie.', operationId: 'sign_in' })
  @ApiBody(object({ email: text, password: text }))
  @ApiOkResponse(me)
  async byPassword(@Body() body: unknown, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.signedIn(await this.signing.byPassword(body, placeOf(request)), reply);
  }

  @Post('sign-in/link')
  @Open()
  @HttpCode(200)
  @ApiOperation({ summary: 'What a link that works once is for. It is not used up by asking.', operationId: 'link' })
  @ApiBody(object({ token: text }))
  @ApiOkResponse(object({ purpose: { type: 'string', enum: ['first_admin', 'invitation', 'demo'] }, role, email: nullable }))
  link(@Body() body: unknown) {
    return this.signing.link(body);
  }

  @Post('sign-in/accept')
  @Open()
  @HttpCode(200)
  @ApiOperation({ summary: 'Makes the user that a link is for and signs in.', operationId: 'accept_link' })
  @ApiBody(object({ token: text, email: text, name: text, password: text }, ['token']))
  @ApiOkResponse(me)
  async accept(@Body() body: unknown, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.signedIn(await this.signing.accept(body, placeOf(request)), reply);
  }

  @Post('sign-out')
  @AtLeast('viewer')
  @Concerns('oneself')
  @HttpCode(204)
  @ApiNoContentResponse({ description: 'Done' })
  @ApiOperation({ summary: 'Ends this session.', operationId: 'sign_out' })
  async signOut(@VisitorOfRequest() { session, user }: Visitor, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    if (session !== null && user !== null) await this.sessions.end(session, user.id);
    void reply.header('set-cookie', clearCookie);
  }

  @Get('me')
  @ApiOperation({ summary: 'Who this request comes from.', operationId: 'me' })
  @ApiOkResponse(me)
  me(@VisitorOfRequest() visitor: Visitor) {
    return tell(visitor);
  }

  @Post('me/password')
  @AtLeast('viewer')
  @Concerns('oneself')
  @HttpCode(204)
  @ApiNoContentResponse({ description: 'Done' })
  @ApiOperation({ summary: 'Changes my password; my other sessions end.', operationId: 'change_password' })
  @ApiBody(object({ current: text, next: text }))
  async password(@VisitorOfRequest() visitor: Visitor, @Body() body: unknown, @Req() request: FastifyRequest): Promise<void> {
    if (visitor.user === null || visitor.session === null) throw new NotFoundException('a key has no password');
    await this.signing.changePassword(visitor.user, visitor.session, body, placeOf(request));
  }

  @Get('sessions')
  @ApiOperation({ summary: 'Where I am signed in.', operationId: 'sessions' })
  @ApiOkResponse(listOf({ id, agent: text, created_at: time, seen_at: time, expires_at: time, is_this_one: { type: 'boolean' } }))
  async list(@VisitorOfRequest() { user, session }: Visitor) {
    return { data: user === null ? [] : await this.sessions.list(user.id, session) };
  }

  @Delete('sessions/:id')
  @AtLeast('viewer')
  @Concerns('oneself')
  @HttpCode(204)
  @ApiNoContentResponse({ description: 'Done' })
  @ApiOperation({ summary: 'Ends one of my sessions.', operationId: 'end_session' })
  async end(@Param('id') sessionId: string, @VisitorOfRequest() { user }: Visitor): Promise<void> {
    if (user === null || !/^\d{1,18}$/.test(sessionId) || !(await this.sessions.end(sessionId, user.id)))
      throw new NotFoundException('you have no such session; GET /api/sessions lists yours');
  }

  @Get('users')
  @AtLeast('admin')
  @ApiOperation({ summary: 'Who may sign in.', operationId: 'users' })
  @ApiOkResponse(listOf({ id, email: text, name: text, role, created_at: time, disabled_at: nullable, seen_at: nullable }))
  async all() {
    return { data: await this.users.list() };
  }

  @Patch('users/:id')
  @AtLeast('admin')
  @HttpCode(204)
  @ApiNoContentResponse({ description: 'Done' })
  @ApiOperation({ summary: 'Gives a user another role, or disables it. Its sessions end.', operationId: 'change_user' })
  @ApiBody(object({ role, disabled: { type: 'boolean' } }, []))
  async change(@Param('id') userId: string, @Body() body: unknown, @VisitorOfRequest() { name }: Visitor): Promise<void> {
    const { role: next, disabled } = (body ?? {}) as { role?: unknown; disabled?: unknown };
    if (
      (next !== undefined && !isRole(next)) ||
      (disabled !== undefined && typeof disabled !== 'boolean') ||
      (next ?? disabled) === undefined
    )
      throw new UnprocessableEntityException('send {"role": "rep"} (admin, ops, rep or viewer), {"disabled": true}, or both');
    const done = /^\d{1,18}$/.test(userId)
      ? await this.makers.change(
          userId,
          { ...(next === undefined ? {} : { role: next }), ...(disabled === undefined ? {} : { disabled }) },
          name,
        )
      : 'not found';
    if (done === 'not found') throw new NotFoundException('there is no such user; GET /api/users lists those there are');
    if (done === 'last admin') throw new ConflictException('this is the last admin; make another one first');
  }

  @Post('invitations')
  @AtLeast('admin')
  @ApiOperation({ summary: 'A link that works once within a week and makes a user. Hand it to whom it is for.', operationId: 'invite' })
  @ApiBody(object({ email: text, role }))
  @ApiCreatedResponse(object({ email: text, link: text }))
  async invite(@Body() body: unknown, @VisitorOfRequest() { name }: Visitor, @Req() request: FastifyRequest) {
    const { token, email } = await this.signing.invite(body, name);
    return { email, link: `${this.settings.values.publicUrl ?? `${request.protocol}://${request.host}`}/welcome#${token}` };
  }

  private signedIn({ token, user }: SignedIn, reply: FastifyReply) {
    void reply.header('set-cookie', sessionCookie(token, this.settings.values.publicUrl?.startsWith('https:') === true));
    return { kind: 'user', ...user };
  }
}

function tell({ user, key, role: may }: Visitor) {
  return user === null ? { kind: 'key', id: key.id, name: key.name, email: null, role: may } : { kind: 'user', ...user };
}
