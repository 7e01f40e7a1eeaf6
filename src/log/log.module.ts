import { Module, type DynamicModule } from '@nestjs/common';
import type { World } from '../platform/index.js';
import { FeedLoops } from './feed-loops.js';

/** Global: rooms of every layer may follow the feed. */
@Module({})
export class LogModule {
  static of({ config, database, logger, random }: World): DynamicModule {
    const loops = new FeedLoops({ database, logger, roles: config.roles, holder: random.uuid() });
    return {
      module: LogModule,
      global: true,
      providers: [{ provide: FeedLoops, useValue: loops }],
      exports: [FeedLoops],
    };
  }
}
