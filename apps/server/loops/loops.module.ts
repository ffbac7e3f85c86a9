// What the loops' thread is made of: no HTTP, its own connections, the clock, and what runs by the calendar.

import { type DynamicModule, Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { DatabaseModule } from '#libs/database/database.module.js';
import type { Settings } from '#libs/settings/settings.js';
import { SettingsModule } from '#libs/settings/settings.module.js';
import { WorkspacesModule } from '#libs/workspaces/workspaces.module.js';
import { ClockService } from '../clock/clock.service.js';
import { CalendarService } from './calendar.service.js';

@Module({})
export class LoopsModule {
  /** @param hasCalendar one thread of a process is enough for what runs by the calendar */
  static with(settings: Settings, databaseUrl: string, hasCalendar: boolean): DynamicModule {
    const poolSize = settings.ingestLanes + 4;
    return {
      module: LoopsModule,
      imports: [
        ...(hasCalendar ? [ScheduleModule.forRoot()] : []),
        SettingsModule.with(settings),
        DatabaseModule.with({ url: databaseUrl, poolSize }),
        WorkspacesModule,
      ],
      providers: [ClockService, ...(hasCalendar ? [CalendarService] : [])],
    };
  }
}
