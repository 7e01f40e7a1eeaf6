import { Module } from '@nestjs/common';
import { BatchesController } from './batches.controller.js';
import { BatchesService } from './batches.service.js';
import { KnownBatches } from './known-batches.service.js';

@Module({
  controllers: [BatchesController],
  providers: [BatchesService, KnownBatches],
  exports: [BatchesService, KnownBatches],
})
export class BatchesModule {}
