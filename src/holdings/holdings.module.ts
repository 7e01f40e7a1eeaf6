import { Module } from '@nestjs/common';
import { Database, Metrics } from '../platform/index.js';
import { countPending } from './state/pending.store.js';
import { SettlingService } from './settling.service.js';

@Module({ providers: [SettlingService] })
export class HoldingsModule {
  constructor(metrics: Metrics, database: Database) {
    metrics.add({
      name: 'furrow_pending_folds',
      help: 'Recorded events that are not folded yet, so that what they touch is settling; counted up to 10,000.',
      read: async () => [{ value: await countPending(database.as({ role: 'fold' })) }],
    });
  }
}
