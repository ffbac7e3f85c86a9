// How one can sign in here, and the two ends of the way to an OpenID Connect provider and back. Both ends answer a browser: by sending it on.

import { Controller, Get, NotFoundException, Req, Res } from '@nestjs/common';
import { ApiFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SettingsService } from '#libs/settings/settings.service.js';
import { Open } from '../http/key.guard.js';
import { clearUnderway, oidcCookie, oidcShape } from './oidc-cookie.service.js';
import { type OidcProblem, OidcService } from './oidc.service.js';
import { readCookie } from './read-cookie.js';
import { sessionCookie } from './session-cookie.js';

const provider = { type: ['object', 'null'], required: ['name'], properties: { name: { type: 'string' } } };
const back = '/api/sign-in/oidc/callback';

@ApiTags('signing in')
@Controller('api/sign-in')
export class OidcController {
  constructor(
    private readonly oidc: OidcService,
    private readonly settings: SettingsService,
  ) {}

  @Get()
  @Open()
  @ApiOperation({ summary: 'How one can sign in here, beside address and password.', operationId: 'ways_in' })
  @ApiOkResponse({ schema: { type: 'object', required: ['oidc'], properties: { oidc: provider as never } } })
  ways() {
    return { oidc: this.oidc.name === null ? null : { name: this.oidc.name } };
  }

  @Get('oidc')
  @Open()
  @ApiOperation({ summary: 'Sends the browser to the OpenID Connect provider.', operationId: 'oidc' })
  @ApiFoundResponse({ description: 'To the provider, or to the sign-in page with what is wrong' })
  async begin(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    this.needProvider();
    const begun = await this.oidc.begin(`${this.address(request)}${back}`);
    if (typeof begun === 'string') return refuse(reply, begun);
    await reply.header('set-cookie', begun.cookie).header('cache-control', 'no-store').redirect(begun.to.href, 302);
  }

  @Get('oidc/callback')
  @Open()
  @ApiOperation({
    summary: 'Where the provider sends the browser again: signs in, and sends it to the deals.',
    operationId: 'oidc_callback',
  })
  @ApiFoundResponse({ description: 'To the deals, or to the sign-in page with what is wrong' })
  async end(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    this.needProvider();
    const address = this.address(request);
    const kept = readCookie(request.headers.cookie, oidcCookie, oidcShape);
    const from = { place: request.ip, agent: request.headers['user-agent'] ?? '' };
    const ended = await this.oidc.end(new URL(`${address}${request.url}`), kept, from);
    if (typeof ended === 'string') return refuse(reply, ended);
    // As with another password: what was kept for this way in is used up.
    const cookies = [sessionCookie(ended.token, address.startsWith('https:')), clearUnderway];
    await reply.header('set-cookie', cookies).header('cache-control', 'no-store').redirect('/deals', 302);
  }

  private needProvider(): void {
    if (this.oidc.name === null)
      throw new NotFoundException('no provider is set up here: OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET');
  }

  private address({ protocol, host }: FastifyRequest): string {
    return this.settings.values.publicUrl ?? `${protocol}://${host}`;
  }
}

async function refuse(reply: FastifyReply, problem: OidcProblem): Promise<void> {
  await reply.header('set-cookie', clearUnderway).header('cache-control', 'no-store').redirect(`/sign-in?problem=${problem}`, 302);
}
