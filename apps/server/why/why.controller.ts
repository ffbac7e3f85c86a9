// Why a deal, an owner, a score or a message is as it is.

import { Controller, Get, NotFoundException, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiQuery, ApiTags } from '@nestjs/swagger';
import { WhyStore } from '#libs/audit/why.store.js';
import type { WhyAnswer } from '#libs/audit/why-tree.js';
import { BadQuery } from '#libs/reporting/page-query.js';
import { whySchema } from './why-schema.js';

const id = { name: 'id', schema: { type: 'string', pattern: '^\\d{1,18}$' } } as const;

@ApiTags('why')
@Controller('api/why')
export class WhyController {
  constructor(private readonly why: WhyStore) {}

  @Get('deal/:id')
  @ApiOperation({ summary: 'Every change of a deal with the fact, the rule or workflow and the conditions behind it.' })
  @ApiParam(id)
  @ApiQuery({
    name: 'current',
    required: false,
    schema: { enum: ['true'] },
    description: 'Only what made its stage and owner what they are',
  })
  @ApiOkResponse({ schema: whySchema })
  deal(@Param('id') dealId: string, @Query('current') current: unknown) {
    if (current !== undefined && current !== 'true') throw new BadQuery('"current" must be "true", or left out');
    return answer(this.why.deal(digits(dealId), current === 'true'), `deal ${dealId}`, 'GET /api/deals');
  }

  @Get('owner/:kind/:id')
  @ApiOperation({ summary: 'Who owns an account or a deal, and every rep that was considered.' })
  @ApiParam({ name: 'kind', enum: ['account', 'deal'] })
  @ApiParam(id)
  @ApiOkResponse({ schema: whySchema })
  owner(@Param('kind') kind: string, @Param('id') subjectId: string) {
    const of = oneOf(kind, ['account', 'deal']);
    return answer(this.why.owner(of, digits(subjectId)), `${of} ${subjectId}`, `GET /api/${of}s`);
  }

  @Get('score/:kind/:id/:name')
  @ApiOperation({ summary: 'A score of an account or a person with the lines that gave points, and the tier that followed.' })
  @ApiParam({ name: 'kind', enum: ['account', 'person'] })
  @ApiParam(id)
  @ApiParam({ name: 'name', example: 'fit' })
  @ApiOkResponse({ schema: whySchema })
  score(@Param('kind') kind: string, @Param('id') subjectId: string, @Param('name') name: string) {
    const of = oneOf(kind, ['account', 'person']);
    if (name.includes('\u0000')) throw new BadQuery('the name of a score has no NUL character');
    return answer(
      this.why.score(of, digits(subjectId), name),
      `${of} ${subjectId}`,
      of === 'person' ? 'GET /api/people' : 'GET /api/accounts',
    );
  }

  @Get('tier/:id')
  @ApiOperation({ summary: 'The tier of an account: every change, with the lines of the score that gave it.' })
  @ApiParam(id)
  @ApiOkResponse({ schema: whySchema })
  tier(@Param('id') accountId: string) {
    return answer(this.why.tier(digits(accountId)), `account ${accountId}`, 'GET /api/accounts');
  }

  @Get('email/:deliveryId')
  @ApiOperation({ summary: 'Why somebody got a message, or did not: the decisions that led to a delivery, and what became of it.' })
  @ApiParam({ ...id, name: 'deliveryId' })
  @ApiOkResponse({ schema: whySchema })
  email(@Param('deliveryId') deliveryId: string) {
    return answer(this.why.delivery(digits(deliveryId)), `delivery ${deliveryId}`, 'GET /api/deliveries');
  }
}

async function answer(asked: Promise<WhyAnswer | null>, what: string, list: string): Promise<WhyAnswer> {
  const found = await asked;
  if (found === null) throw new NotFoundException(`there is no ${what}; ${list} lists those there are`);
  return found;
}

function digits(text: string): string {
  if (!/^\d{1,18}$/.test(text)) throw new BadQuery('the id must be digits');
  return text;
}

function oneOf<Kind extends string>(text: string, kinds: readonly Kind[]): Kind {
  const kind = kinds.find((one) => one === text);
  if (kind === undefined) throw new BadQuery(`the kind must be ${kinds.map((one) => `"${one}"`).join(' or ')}`);
  return kind;
}
