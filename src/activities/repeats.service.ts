import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/index.js';
import { batchNumberTaken, selectBatches } from '../batches/index.js';
import { eventDiffers, selectOwnEvent } from '../events/index.js';
import { Problem } from '../kernel/index.js';
import { Database, type Tx } from '../platform/index.js';
import type { EarlierCopy } from './earlier-copy.js';
import { selectMadeIds } from './repeats.store.js';
import { eventIdOf } from './uris.js';

/** Part of a write in its transaction; `earlier` is the event that it tells again, where it is known to do so. */
export type Telling<Result> = (tx: Tx, earlier: EarlierCopy | undefined) => Promise<Result>;

/** Writes that repeat for ever under the id that their author gave them. */
@Injectable()
export class Repeats {
  constructor(private readonly database: Database) {}

  /**
   * Does `work` in one transaction. What a request leaves open (its time, the numbers of new batches) is settled anew
   * by each copy, so a repeat differs from what is stored, or finds its number taken: it has then stored nothing, also
   * where it waited for the first copy to commit, and is done again with what that copy settled. So the first copy,
   * which is nearly every one, is not asked for what it repeats.
   */
  async tell<Result>(
    actor: Actor,
    eventId: string | undefined,
    work: Telling<Result>,
  ): Promise<Result> {
    const { organisationId } = actor;
    const run = (earlier?: EarlierCopy) =>
      this.database.transaction((tx) => work(tx, earlier), { organisationId, role: 'fold' });
    try {
      return await run();
    } catch (error) {
      const earlier = mayRepeat(error) ? await this.earlierCopy(actor, eventId) : undefined;
      if (earlier === undefined) throw error;
      return run(earlier);
    }
  }

  private async earlierCopy(
    { organisationId }: Actor,
    id: string | undefined,
  ): Promise<EarlierCopy | undefined> {
    const eventId = eventIdOf(id);
    const reader = this.database.as({ organisationId });
    const stored = eventId && (await selectOwnEvent(reader, organisationId, eventId));
    if (!stored) return undefined;
    const madeIds = await selectMadeIds(reader, stored.id);
    const registered = await selectBatches(
      reader,
      madeIds.filter((each) => each !== null),
    );
    const made = madeIds.map((each) => registered.find(({ id }) => id === each));
    return { eventId, event: stored.event, made };
  }
}

function mayRepeat(error: unknown): boolean {
  return error instanceof Problem && [eventDiffers, batchNumberTaken].includes(error.kind);
}
