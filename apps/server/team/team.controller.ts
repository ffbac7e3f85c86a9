// The team: reps with hours, absences, load, ledger and whether they can sign in.

import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { TeamService } from './team.service.js';

const text = { type: 'string' } as const;
const count = { type: 'integer' } as const;
const number = { type: 'number' } as const;
const list = (items: object) => ({ type: 'array', items });
const object = (properties: Readonly<Record<string, object>>, isNullable = false) => ({
  type: isNullable ? ['object', 'null'] : 'object',
  required: Object.keys(properties),
  properties,
});
const hours = object({ from: count, to: count, days: list(count), zone: text }, true);
const ledger = object({
  pool: text,
  turns: count,
  adjustments: count,
  level: number,
  last_turn_at: { type: ['string', 'null'], format: 'date-time' },
});
const rep = object({
  key: text,
  name: text,
  email: text,
  teams: list(text),
  active: { type: 'boolean' },
  weight: number,
  capacity: { type: ['number', 'null'] },
  hours,
  away: list(object({ from: { ...count, description: 'Epoch ms' }, to: count })),
  state: { type: 'string', enum: ['there', 'away', 'off_hours', 'inactive'] },
  calendar_url: { type: ['string', 'null'] },
  file: text,
  line: count,
  open_deals: count,
  can_sign_in: { type: 'boolean' },
  ledger: list(ledger),
});

@ApiTags('team')
@Controller('api/team')
export class TeamController {
  constructor(private readonly team: TeamService) {}

  @Get()
  @ApiOperation({
    summary: 'Every rep of team.yaml with load, absences, places in the ledger, and whether somebody can sign in as one.',
    operationId: 'team',
  })
  @ApiOkResponse({ schema: object({ now: count, data: list(rep) }) })
  all() {
    return this.team.all();
  }
}
