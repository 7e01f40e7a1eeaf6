import { Injectable, type OnModuleInit } from '@nestjs/common';
import { FeedLoops } from '../log/index.js';
import { Clock, Database, Random } from '../platform/index.js';
import { settle } from './settling.js';

/**
 * Finishes through the feed what captures put off. It folds in transactions of its own, not in the follower's, so
 * that one long fold holds no other's keys; the pending rows, not the position, say what is still to do.
 */
@Injectable()
export class SettlingService implements OnModuleInit {
  constructor(
    private readonly loops: FeedLoops,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  onModuleInit(): void {
    this.loops.follow({ name: 'settling', handle: () => this.settle() });
  }

  /** Returns when all that was pending is folded. */
  async settle(): Promise<void> {
    const { database, clock, random } = this;
    await settle({ database, clock, random });
  }
}
