import { Module } from '@nestjs/common';
import { BatchesModule } from '../batches/index.js';
import { CaptureService } from './capture.service.js';
import { DirectoryService } from './directory.service.js';

@Module({
  imports: [BatchesModule],
  providers: [CaptureService, DirectoryService],
  exports: [CaptureService],
})
export class EventsModule {}
