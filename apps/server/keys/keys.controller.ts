// API keys: made with a scope, listed with their last use, revoked. Who may look may see which there are; an admin changes them.

import { Body, ConflictException, Controller, Get, HttpCode, NotFoundException, Param, Post } from '@nestjs/common';
import { ApiBody, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { BadQuery } from '#libs/reporting/page-query.js';
import { AtLeast, KeyOfRequest } from '../http/key.guard.js';
import { KeysService } from './keys.service.js';
import { type ApiKey, KeysStore } from './keys.store.js';
import { isScope, scopes } from './scope.js';

const id = { type: 'string', pattern: '^\\d{1,18}$' } as const;
const name = { type: 'string', minLength: 1, maxLength: 100 } as const;
const scope = { type: 'string', enum: [...scopes] };
const time = { type: ['string', 'null'], format: 'date-time' };
const key = { id, name, scope, created_at: time, last_used_at: time, revoked_at: time };

@ApiTags('keys')
@Controller('api/keys')
export class KeysController {
  constructor(
    private readonly keys: KeysService,
    private readonly store: KeysStore,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Every key but its token, the newest first, also those that were revoked.' })
  @ApiOkResponse({
    schema: {
      type: 'object',
      required: ['data'],
      properties: { data: { type: 'array', items: { type: 'object', properties: key } } },
    },
  })
  async list() {
    return { data: await this.store.list() };
  }

  @Post()
  @AtLeast('admin')
  @ApiOperation({ summary: 'Makes a key. The token is in this answer and nowhere else.' })
  @ApiBody({ schema: { type: 'object', required: ['name', 'scope'], properties: { name, scope } } })
  @ApiCreatedResponse({
    schema: { type: 'object', required: ['id', 'name', 'scope', 'key'], properties: { id, name, scope, key: { type: 'string' } } },
  })
  create(@Body() body: unknown, @KeyOfRequest() by: ApiKey) {
    const asked = (typeof body === 'object' && body !== null ? body : {}) as Readonly<Record<string, unknown>>;
    const asName = typeof asked.name === 'string' ? asked.name.trim() : '';
    // Controls would make a line of a log or a terminal say something else.
    if (asName === '' || asName.length > 100 || /\p{Cc}/u.test(asName))
      throw new BadQuery('"name" must be a text of 1 to 100 characters in one line');
    if (!isScope(asked.scope)) throw new BadQuery(`"scope" must be one of ${scopes.join(', ')}`);
    return this.keys.create(asName, asked.scope, by);
  }

  @Post(':id/revoke')
  @AtLeast('admin')
  @HttpCode(200)
  @ApiOperation({ summary: 'Ends a key: this process refuses it at once, others within five seconds.' })
  @ApiParam({ name: 'id', schema: id })
  @ApiOkResponse({
    schema: { type: 'object', required: ['id', 'state'], properties: { id, state: { type: 'string', enum: ['revoked'] } } },
  })
  async revoke(@Param('id') keyId: string, @KeyOfRequest() by: ApiKey) {
    if (!/^\d{1,18}$/.test(keyId)) throw new BadQuery('the id must be digits');
    const found = await this.keys.revoke(keyId, by);
    if (found === null) throw new NotFoundException(`there is no key ${keyId}; GET /api/keys lists those there are`);
    if (found === 'revoked') throw new ConflictException(`key ${keyId} is revoked already`);
    if (found === 'last') throw new ConflictException(`key ${keyId} is the last of an admin; make another first, else nobody could`);
    return found;
  }
}
