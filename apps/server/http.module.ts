// What the HTTP process is made of.

import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { WhyStore } from '#libs/audit/why.store.js';
import { DatabaseModule } from '#libs/database/database.module.js';
import { ChartStore } from '#libs/reporting/chart.store.js';
import { BoardStore } from '#libs/reporting/board.store.js';
import { DealTimelineStore } from '#libs/reporting/deal-timeline.store.js';
import { DetailStore } from '#libs/reporting/detail.store.js';
import { FindStore } from '#libs/reporting/find.store.js';
import { ListStore } from '#libs/reporting/list.store.js';
import { MyDayStore } from '#libs/reporting/my-day.store.js';
import { WorkflowCountsStore } from '#libs/reporting/workflow-counts.store.js';
import { EventEffectsStore } from '#libs/reporting/event-effects.store.js';
import { InboxCountsStore } from '#libs/reporting/inbox-counts.store.js';
import { ProfileStore } from '#libs/reporting/profile.store.js';
import { SightStore } from '#libs/reporting/sight/sight.store.js';
import { TeamStore } from '#libs/reporting/team.store.js';
import { TrafficStore } from '#libs/reporting/traffic.store.js';
import { TimelineStore } from '#libs/reporting/timeline.store.js';
import type { Settings } from '#libs/settings/settings.js';
import { SettingsModule } from '#libs/settings/settings.module.js';
import { WorkspacesModule } from '#libs/workspaces/workspaces.module.js';
import { BackupController } from './backup/backup.controller.js';
import { BackupStore } from './backup/backup.store.js';
import { BoardController } from './board/board.controller.js';
import { ConnectionsController } from './connections/connections.controller.js';
import { ConnectionsService } from './connections/connections.service.js';
import { BreakersController } from './breakers/breakers.controller.js';
import { BreakersService } from './breakers/breakers.service.js';
import { ClockService } from './clock/clock.service.js';
import { DealsController } from './deals/deals.controller.js';
import { DealsService } from './deals/deals.service.js';
import { DeadLettersController } from './dead-letters/dead-letters.controller.js';
import { DeadLettersService } from './dead-letters/dead-letters.service.js';
import { DeliveriesController } from './deliveries/deliveries.controller.js';
import { DeliveriesService } from './deliveries/deliveries.service.js';
import { EmailsController } from './emails/emails.controller.js';
import { EmailsService } from './emails/emails.service.js';
import { BlockedEventsController } from './events/blocked-events.controller.js';
import { BlockedEventsService } from './events/blocked-events.service.js';
import { EventsController } from './events/events.controller.js';
import { EventsService } from './events/events.service.js';
import { ExportController } from './export/export.controller.js';
import { DemoClockController } from './http/demo-clock.controller.js';
import { DetailController } from './http/detail.controller.js';
import { HealthController } from './http/health.controller.js';
import { KeyGuard } from './http/key.guard.js';
import { listControllers } from './http/list.controller.js';
import { MetricsController } from './http/metrics.controller.js';
import { ProblemFilter } from './http/problem.filter.js';
import { UnsubscribeController } from './http/unsubscribe.controller.js';
import { InboxController } from './inbox/inbox.controller.js';
import { InboxService } from './inbox/inbox.service.js';
import { KeysController } from './keys/keys.controller.js';
import { KeysService } from './keys/keys.service.js';
import { KeysStore } from './keys/keys.store.js';
import { LiveController } from './live/live.controller.js';
import { LiveService } from './live/live.service.js';
import { MergesController } from './merges/merges.controller.js';
import { MergesService } from './merges/merges.service.js';
import { MetricsService } from './metrics/metrics.service.js';
import { TallyStore } from './metrics/tally.store.js';
import { MyDayController } from './my-day/my-day.controller.js';
import { MyDayService } from './my-day/my-day.service.js';
import { PlanController } from './plan/plan.controller.js';
import { PlanService } from './plan/plan.service.js';
import { VersionsController } from './plan/versions.controller.js';
import { ProfileController } from './profile/profile.controller.js';
import { ChartsService } from './reports/charts.service.js';
import { ReportsController } from './reports/reports.controller.js';
import { SavedProblem } from './reload/saved-problem.service.js';
import { SetupController } from './setup/setup.controller.js';
import { OidcController } from './sign-in/oidc.controller.js';
import { OidcService } from './sign-in/oidc.service.js';
import { PasswordsService } from './sign-in/passwords.service.js';
import { SessionsStore } from './sign-in/sessions.store.js';
import { SignInController } from './sign-in/sign-in.controller.js';
import { UserSessionsController } from './sign-in/user-sessions.controller.js';
import { SignInService } from './sign-in/sign-in.service.js';
import { UsersService } from './sign-in/users.service.js';
import { UsersStore } from './sign-in/users.store.js';
import { RunsController } from './runs/runs.controller.js';
import { RunsService } from './runs/runs.service.js';
import { TeamController } from './team/team.controller.js';
import { TeamService } from './team/team.service.js';
import { WorkspaceController } from './workspace/workspace.controller.js';
import { TasksController } from './tasks/tasks.controller.js';
import { TasksService } from './tasks/tasks.service.js';
import { SearchController } from './search/search.controller.js';
import { LimitSight } from './sight/limit-sight.service.js';
import { UnsubscribeStore } from './unsubscribe/unsubscribe.store.js';
import { PausesController } from './workflows/pauses.controller.js';
import { PausesService } from './workflows/pauses.service.js';
import { WorkflowsController } from './workflows/workflows.controller.js';
import { WorkflowsService } from './workflows/workflows.service.js';
import { ViewsController } from './views/views.controller.js';
import { ViewsStore } from './views/views.store.js';
import { WhyController } from './why/why.controller.js';
import { WhyWorkflowController } from './why/why-workflow.controller.js';
import { WhyWorkflowService } from './why/why-workflow.service.js';

@Module({})
export class HttpModule {
  static with(settings: Settings, databaseUrl: string): DynamicModule {
    return {
      module: HttpModule,
      imports: [SettingsModule.with(settings), DatabaseModule.with({ url: databaseUrl, poolSize: 4 }), WorkspacesModule],
      controllers: [
        ...listControllers,
        DetailController,
        ExportController,
        HealthController,
        SetupController,
        ConnectionsController,
        TeamController,
        WorkspaceController,
        BackupController,
        MetricsController,
        UnsubscribeController,
        WhyController,
        WhyWorkflowController,
        DeadLettersController,
        DealsController,
        DeliveriesController,
        PlanController,
        RunsController,
        TasksController,
        KeysController,
        VersionsController,
        SignInController,
        OidcController,
        UserSessionsController,
        LiveController,
        BoardController,
        SearchController,
        ViewsController,
        ProfileController,
        MyDayController,
        InboxController,
        EventsController,
        BlockedEventsController,
        BreakersController,
        MergesController,
        EmailsController,
        WorkflowsController,
        PausesController,
        ReportsController,
        ...(settings.demoClock ? [DemoClockController] : []),
      ],
      providers: [
        ListStore,
        SavedProblem,
        DetailStore,
        WhyStore,
        WhyWorkflowService,
        DeadLettersService,
        DealsService,
        DeliveriesService,
        PlanService,
        RunsService,
        TasksService,
        KeysStore,
        KeysService,
        SessionsStore,
        UsersStore,
        UsersService,
        PasswordsService,
        SignInService,
        OidcService,
        LiveService,
        BoardStore,
        FindStore,
        ViewsStore,
        TimelineStore,
        DealTimelineStore,
        ProfileStore,
        MyDayStore,
        MyDayService,
        InboxCountsStore,
        InboxService,
        EventEffectsStore,
        EventsService,
        BlockedEventsService,
        BreakersService,
        MergesService,
        EmailsService,
        WorkflowCountsStore,
        WorkflowsService,
        PausesService,
        ChartStore,
        ChartsService,
        TallyStore,
        MetricsService,
        UnsubscribeStore,
        ClockService,
        SightStore,
        TrafficStore,
        ConnectionsService,
        TeamStore,
        TeamService,
        BackupStore,
        { provide: APP_GUARD, useClass: KeyGuard },
        { provide: APP_INTERCEPTOR, useClass: LimitSight },
        { provide: APP_FILTER, useClass: ProblemFilter },
      ],
    };
  }
}
