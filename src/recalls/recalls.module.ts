import { Module } from '@nestjs/common';
import { AnswersController } from './answers.controller.js';
import { AnswersService } from './answers.service.js';
import { ChecksController } from './checks.controller.js';
import { ChecksService } from './checks.service.js';
import { ContactsService } from './contacts.service.js';
import { DisposalsService } from './disposals.service.js';
import { NoticesService } from './notices.service.js';
import { RecallsController } from './recalls.controller.js';
import { RecallsService } from './recalls.service.js';
import { RecallReportsController } from './reports.controller.js';

@Module({
  controllers: [RecallsController, AnswersController, ChecksController, RecallReportsController],
  providers: [
    AnswersService,
    ChecksService,
    ContactsService,
    DisposalsService,
    NoticesService,
    RecallsService,
  ],
  exports: [RecallsService],
})
export class RecallsModule {}
