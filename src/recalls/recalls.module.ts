import { Module } from '@nestjs/common';
import { NoticesService } from './notices.service.js';
import { RecallsController } from './recalls.controller.js';
import { RecallsService } from './recalls.service.js';

@Module({
  controllers: [RecallsController],
  providers: [NoticesService, RecallsService],
  exports: [RecallsService],
})
export class RecallsModule {}
