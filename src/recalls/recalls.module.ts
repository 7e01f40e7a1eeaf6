import { Module } from '@nestjs/common';
import { Clock, Config, Database, processLog, type Logger } from '../platform/index.js';
import { TraceModule } from '../trace/index.js';
import { CaseLogService } from './case-log.service.js';
import { ChangesController } from './course/changes.controller.js';
import { ExtensionsController } from './course/extensions.controller.js';
import { ExtensionsService } from './course/extensions.service.js';
import { HistoryService } from './course/history.service.js';
import { ScopeChangesService } from './course/scope-changes.service.js';
import { AnswersController } from './answers.controller.js';
import { AnswersService } from './answers.service.js';
import { ChecksController } from './checks.controller.js';
import { ChecksService } from './checks.service.js';
import { ContactsService } from './contacts.service.js';
import { DisposalsService } from './disposals.service.js';
import { NoticesService } from './notices.service.js';
import { DraftScopeService } from './opening/draft-scope.service.js';
import { OverdueSignatures } from './opening/overdue-signatures.js';
import { RecallDraftsController } from './opening/recall-drafts.controller.js';
import { RecallDraftsService } from './opening/recall-drafts.service.js';
import { RecallOpening } from './opening/recall-opening.service.js';
import { RecallSettingsController } from './opening/recall-settings.controller.js';
import { RecallSettingsService } from './opening/recall-settings.service.js';
import { SigningService } from './opening/signing.service.js';
import { RecallListService } from './recall-list.service.js';
import { RecallsController } from './recalls.controller.js';
import { RecallsService } from './recalls.service.js';
import { RecallReportsController } from './reports.controller.js';

@Module({
  imports: [TraceModule],
  controllers: [
    RecallsController,
    ChangesController,
    ExtensionsController,
    RecallDraftsController,
    RecallSettingsController,
    AnswersController,
    ChecksController,
    RecallReportsController,
  ],
  providers: [
    CaseLogService,
    AnswersService,
    ChecksService,
    ContactsService,
    DisposalsService,
    HistoryService,
    ScopeChangesService,
    NoticesService,
    RecallOpening,
    RecallSettingsService,
    SigningService,
    RecallDraftsService,
    DraftScopeService,
    RecallsService,
    RecallListService,
    ExtensionsService,
    {
      provide: OverdueSignatures,
      inject: [Database, Clock, Config, processLog],
      useFactory: (database: Database, clock: Clock, { roles }: Config, logger: Logger) =>
        new OverdueSignatures({ database, clock, logger, roles }),
    },
  ],
  exports: [RecallsService],
})
export class RecallsModule {}
