import { Module } from '@nestjs/common';
import { SourceRankingController } from './sources/source-ranking.controller.js';
import { SourceRankingService } from './sources/source-ranking.service.js';
import { TraceController } from './trace.controller.js';
import { TraceService } from './trace.service.js';

@Module({
  controllers: [TraceController, SourceRankingController],
  providers: [TraceService, SourceRankingService],
  exports: [TraceService],
})
export class TraceModule {}
