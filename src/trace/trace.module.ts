import { Module } from '@nestjs/common';
import { BatchBooksService } from './batch-books.service.js';
import { Config, Database, processLog, type Logger } from '../platform/index.js';
import { LinkFollowing } from './memory/link-following.js';
import { LinkMemory } from './memory/link-memory.js';
import { SourceRankingController } from './sources/source-ranking.controller.js';
import { SourceRankingService } from './sources/source-ranking.service.js';
import { TraceController } from './trace.controller.js';
import { TraceService } from './trace.service.js';

@Module({
  controllers: [TraceController, SourceRankingController],
  providers: [
    TraceService,
    BatchBooksService,
    SourceRankingService,
    {
      provide: LinkFollowing,
      useFactory: (memory: LinkMemory, database: Database, config: Config, logger: Logger) =>
        new LinkFollowing({ memory, database, config, logger }),
      inject: [LinkMemory, Database, Config, processLog],
    },
    {
      provide: LinkMemory,
      useFactory: ({ traceMegabytes }: Config, logger: Logger) =>
        new LinkMemory({ logger, bytesMax: traceMegabytes * 1_000_000 }),
      inject: [Config, processLog],
    },
  ],
  exports: [TraceService, BatchBooksService],
})
export class TraceModule {}
