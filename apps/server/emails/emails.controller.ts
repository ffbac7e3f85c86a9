// Emails as they would look, filled with their samples, and mail of the local mailbox as it looks. What is shown is a page of its own
// that may run nothing and fetch nothing: words of strangers stand in it.

import { Controller, Get, Header, NotFoundException, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { BadQuery } from '#libs/reporting/page-query.js';
import { emailsSchema, letterSchema } from './emails-schema.js';
import { EmailsService } from './emails.service.js';

const html = { content: { 'text/html': { schema: { type: 'string' } } } } as const;
/** Pictures of ours as data alone: a letter must not tell anybody that it was looked at. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox; frame-ancestors 'self'";

@ApiTags('emails')
@Controller('api')
export class EmailsController {
  constructor(private readonly emails: EmailsService) {}

  @Get('emails')
  @ApiOperation({
    summary: 'Every email of the workspace, filled with its sample: subject, text, what its sample lacks, how many were sent.',
  })
  @ApiOkResponse({ schema: emailsSchema })
  all() {
    return this.emails.all();
  }

  @Get('emails/:name/html')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', policy)
  @Header('cache-control', 'no-store')
  @Header('x-content-type-options', 'nosniff')
  @Header('referrer-policy', 'no-referrer')
  @ApiOperation({ summary: 'An email as it would look, filled with its sample.' })
  @ApiParam({ name: 'name', schema: { type: 'string' } })
  @ApiOkResponse(html)
  async preview(@Param('name') name: string): Promise<Buffer> {
    const shown = await this.emails.preview(name);
    if (shown === null) throw new NotFoundException('there is no email of this name; GET /api/emails lists those there are');
    return Buffer.from(shown);
  }

  @Get('deliveries/:id/letter')
  @ApiOperation({ summary: 'The letter of a delivery, filled with what it was asked for with, by the template of today.' })
  @ApiParam({ name: 'id', schema: { type: 'string', pattern: '^\\d{1,18}$' } })
  @ApiOkResponse({ schema: letterSchema })
  async ofDelivery(@Param('id') id: string) {
    if (!/^\d{1,18}$/.test(id)) throw new BadQuery('the id must be digits');
    const shown = await this.emails.ofDelivery(id);
    if (shown === null) throw new NotFoundException('there is no email among the deliveries with this id');
    return shown;
  }

  @Get('mailbox/:id/html')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', policy)
  @Header('cache-control', 'no-store')
  @Header('x-content-type-options', 'nosniff')
  @Header('referrer-policy', 'no-referrer')
  @ApiOperation({ summary: 'Mail of the local mailbox as it looks.' })
  @ApiParam({ name: 'id', schema: { type: 'string', pattern: '^\\d{1,18}$' } })
  @ApiOkResponse(html)
  async letter(@Param('id') id: string): Promise<Buffer> {
    if (!/^\d{1,18}$/.test(id)) throw new BadQuery('the id must be digits');
    const shown = await this.emails.letter(id);
    if (shown === null) throw new NotFoundException('there is no mail with this id; GET /api/mailbox lists what there is');
    return Buffer.from(shown);
  }
}
