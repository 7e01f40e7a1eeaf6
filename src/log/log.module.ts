import { Module, type DynamicModule } from '@nestjs/common';
import { Metrics, type World } from '../platform/index.js';
import { FeedLoops } from './feed-loops.js';

/** Global: modules of every layer may follow the feed. */
@Module({})
export class LogModule {
  constructor(metrics: Metrics, loops: FeedLoops) {
    metrics.add({
      name: 'furrow_feed_lag_rows',
      help: 'Writes that a reader of the feed has before it; of the sequencer, at most 10,000 are counted.',
      read: async () =>
        (await loops.lag()).map(({ reader, rows }) => ({ labels: { reader }, value: rows })),
    });
  }

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
