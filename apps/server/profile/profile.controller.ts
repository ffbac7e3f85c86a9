// What is known of a person or an account and where it comes from, and everything that happened to it.

import { Controller, Get, NotFoundException, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiQuery, ApiTags } from '@nestjs/swagger';
import { ProfileStore } from '#libs/reporting/profile.store.js';
import { DealTimelineStore } from '#libs/reporting/deal-timeline.store.js';
import { dealTimelineKinds, timelineKinds } from '#libs/reporting/timeline-kinds.js';
import { TimelineStore } from '#libs/reporting/timeline.store.js';
import { toldTraits } from '#libs/reporting/told-traits.js';
import { WorkspacesService } from '#libs/workspaces/workspaces.service.js';
import { ClockService } from '../clock/clock.service.js';
import { singleValues } from '../http/single-values.js';
import { dealTimelineSchema, profileSchema, timelineSchema } from './profile-schema.js';
import { tellScores } from './tell-scores.js';

const id = { name: 'id', schema: { type: 'string', pattern: '^\\d{1,18}$' } } as const;
const only = { name: 'only', required: false, description: `Some of ${timelineKinds.join(',')}`, schema: { type: 'string' } } as const;
const limit = { name: 'limit', required: false, schema: { type: 'integer', minimum: 1, maximum: 200, default: 50 } } as const;
const cursor = { name: 'cursor', required: false, description: '`next` of the page before', schema: { type: 'string' } } as const;
const about = 'traits with where each comes from, scores with the lines that gave points, and facts a day for 90 days.';
const happened = 'Facts, mail and other acts, runs, tasks and changes of';
const activeDays = 90;
const day = 86_400_000;

@ApiTags('details')
@Controller('api')
export class ProfileController {
  constructor(
    private readonly profiles: ProfileStore,
    private readonly timelines: TimelineStore,
    private readonly dealTimelines: DealTimelineStore,
    private readonly workspaces: WorkspacesService,
    private readonly clock: ClockService,
  ) {}

  @Get('people/:id/profile')
  @ApiOperation({ summary: `A person: ${about}` })
  @ApiParam(id)
  @ApiOkResponse({ schema: profileSchema })
  person(@Param('id') subject: string) {
    return this.profile('person', subject);
  }

  @Get('accounts/:id/profile')
  @ApiOperation({ summary: `An account: ${about}` })
  @ApiParam(id)
  @ApiOkResponse({ schema: profileSchema })
  account(@Param('id') subject: string) {
    return this.profile('account', subject);
  }

  @Get('people/:id/timeline')
  @ApiOperation({ summary: `${happened} a person, newest first.` })
  @ApiParam(id)
  @ApiQuery(only)
  @ApiQuery(limit)
  @ApiQuery(cursor)
  @ApiOkResponse({ schema: timelineSchema })
  timelineOfPerson(@Param('id') subject: string, @Query() query: Record<string, string | string[]>) {
    return this.timeline('person', subject, query);
  }

  @Get('accounts/:id/timeline')
  @ApiOperation({ summary: `${happened} an account and its people, newest first.` })
  @ApiParam(id)
  @ApiQuery(only)
  @ApiQuery(limit)
  @ApiQuery(cursor)
  @ApiOkResponse({ schema: timelineSchema })
  timelineOfAccount(@Param('id') subject: string, @Query() query: Record<string, string | string[]>) {
    return this.timeline('account', subject, query);
  }

  @Get('deals/:id/timeline')
  @ApiOperation({ summary: `${happened} a deal, its account and their people, but for what belongs to another deal; newest first.` })
  @ApiParam(id)
  @ApiQuery({ ...only, description: `Some of ${dealTimelineKinds.join(',')}` })
  @ApiQuery(limit)
  @ApiQuery(cursor)
  @ApiOkResponse({ schema: dealTimelineSchema })
  async timelineOfDeal(@Param('id') deal: string, @Query() query: Record<string, string | string[]>) {
    const page = await this.dealTimelines.page(deal, singleValues(query));
    if (page === null) throw new NotFoundException('there is no deal with this id');
    return page;
  }

  private async profile(kind: 'person' | 'account', subject: string) {
    const { workspace } = await this.workspaces.current();
    await this.clock.refresh();
    const now = this.clock.now();
    const profile = await this.profiles.read(kind, subject, workspace.timeZone, now - activeDays * day);
    if (profile === null) throw new NotFoundException(`there is no ${kind} with this id`);
    const { traits, memory, scores, activity } = profile;
    return {
      now,
      id: profile.id,
      time_zone: workspace.timeZone,
      traits: toldTraits(workspace, kind, traits, memory),
      scores: tellScores(scores, traits, workspace.scores, kind),
      activity,
    };
  }

  private async timeline(kind: 'person' | 'account', subject: string, query: Record<string, string | string[]>) {
    const page = await this.timelines.page(kind, subject, singleValues(query));
    if (page === null) throw new NotFoundException(`there is no ${kind} with this id`);
    return page;
  }
}
