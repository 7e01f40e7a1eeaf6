import { Module } from '@nestjs/common';
import { BatchesModule } from '../batches/index.js';
import { HoldingsModule } from '../holdings/index.js';
import { CaptureService } from './capture.service.js';
import { DirectoryService } from './directory.service.js';

@Module({
  imports: [BatchesModule, HoldingsModule],
  providers: [CaptureService, DirectoryService],
  exports: [CaptureService],
})
export class EventsModule {}
