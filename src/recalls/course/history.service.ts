import { Injectable } from '@nestjs/common';
import type { Actor } from '../../access/index.js';
import { grouped } from '../../kernel/index.js';
import { Clock, Database, Random, type Tx } from '../../platform/index.js';
import { maySeeAll, type RecallScope } from '../recall.js';
import { unknownRecall } from '../recalls.problems.js';
import { selectSeenRecall } from '../recalls.store.js';
import {
  insertChange,
  insertLines,
  selectChanges,
  selectLines,
  type SeenChange,
  type SeenLine,
} from './changes.store.js';
import { lineOfBatch, linesOf, reached, type NewChange } from './recall-change.js';

/** A change with what it brought in and let go. */
export interface ToldChange extends SeenChange {
  readonly lines: readonly SeenLine[];
}

/** What happened to the scope of a recall, and who decided it. */
@Injectable()
export class HistoryService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /**
   * Notes what has come into a scope since it was read last, as brought in by this change. Records that brought nothing in are
   * not noted; what somebody decided is, though all of it was in scope before.
   */
  async noteScope(tx: Tx, scope: RecallScope, change: NewChange): Promise<void> {
    const noted = { id: this.random.uuid(), recallId: scope.recall.id, goesOut: false };
    const fresh = await insertLines(tx, noted, linesOf(scope));
    if (fresh > 0 || change.kind !== reached.kind) await this.noteAs(tx, noted, change);
  }

  /** Notes that batches were let go; those that had been before are noted then. */
  async noteRelease(
    tx: Tx,
    recallId: string,
    batchIds: readonly string[],
    change: NewChange,
  ): Promise<void> {
    const noted = { id: this.random.uuid(), recallId, goesOut: true };
    const fresh = await insertLines(tx, noted, batchIds.map(lineOfBatch));
    if (fresh > 0) await this.noteAs(tx, noted, change);
  }

  /** Notes what changes no scope by itself. */
  async note(tx: Tx, recallId: string, change: NewChange): Promise<void> {
    await this.noteAs(tx, { id: this.random.uuid(), recallId }, change);
  }

  /** Newest first. Who was only told of a recall sees its own goods come into scope, and nobody else's. */
  async list(
    actor: Actor,
    recallId: string,
    page: { readonly before: string | undefined; readonly limit: number },
  ): Promise<ToldChange[]> {
    const reader = this.database.as({ organisationId: actor.organisationId });
    const recall = await selectSeenRecall(reader, actor, recallId);
    if (recall === undefined) throw unknownRecall();
    const holderId = maySeeAll(actor, recall) ? null : actor.organisationId;
    const changes = await selectChanges(reader, { recallId, holderId }, page);
    const ids = changes.map(({ id }) => id);
    const lines = grouped(await selectLines(reader, ids, { holderId }), (line) => line.changeId);
    return changes.map((change) => ({ ...change, lines: lines.get(change.id) ?? [] }));
  }

  private async noteAs(
    tx: Tx,
    { id, recallId }: { readonly id: string; readonly recallId: string },
    change: NewChange,
  ): Promise<void> {
    await insertChange(tx, { ...change, id, recallId, at: new Date(this.clock.now()) });
  }
}
