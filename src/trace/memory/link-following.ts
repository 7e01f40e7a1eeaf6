import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { Loop, type Progress } from '../../log/index.js';
import type { Config, Database, Logger } from '../../platform/index.js';
import type { LinkMemory } from './link-memory.js';

/** Questions take up what is new themselves: this only keeps it little. */
const pauseMilliseconds = 5_000;
/** A statement that is not answered for so long ends a step; the next one connects anew. */
const answerMilliseconds = 30_000;

interface Settings {
  readonly memory: LinkMemory;
  readonly database: Pick<Database, 'beside'>;
  readonly config: Pick<Config, 'traceMegabytes'>;
  readonly logger: Logger;
}

/** Keeps the graph in memory while the application runs, on a connection of its own: questions wait for no other's. */
export class LinkFollowing implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private stop: () => Promise<void> = () => Promise.resolve();

  constructor(private readonly by: Settings) {}

  async onApplicationBootstrap(): Promise<void> {
    const { memory, database, config, logger } = this.by;
    if (config.traceMegabytes === 0) return;
    const own = await database.beside(answerMilliseconds);
    memory.open(own);
    const loop = new Loop({
      step: () => stepOf(memory),
      pauseMs: pauseMilliseconds,
      onFault: (err) => logger.error({ err }, 'links could not be read into memory'),
    });
    this.stop = async () => {
      memory.end();
      await loop.stop();
      await own.close();
    };
    loop.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.stop();
  }
}

async function stepOf(memory: LinkMemory): Promise<Progress> {
  const before = memory.reached?.position;
  await memory.step();
  return memory.reached?.position === before ? 'nothing' : 'caught-up';
}
