import { Injectable, type OnModuleInit } from '@nestjs/common';
import { selectCarriers } from '../holdings/index.js';
import { appendFeed, FeedLoops, type NumberedFeedRow } from '../log/index.js';
import { Clock, Random, type Tx } from '../platform/index.js';
import { isTouched, type Reach } from './reach.js';
import { selectTouched } from './reach.store.js';
import type { Recall, RecallScope } from './recall.js';
import { insertNotices, selectOpenRecalls } from './recalls.store.js';
import { organisationsToTell, readScope } from './scope.js';

/** Goods come into scope with an event, without one, or when one that was captured before is worked in. */
const kindsOfGoods: ReadonlySet<string> = new Set([
  'event-captured',
  'event-declared-in-error',
  'event-settled',
]);

/** Whose hands are whose changes with the accounts of parties and places, whatever goods they hold. */
const kindsOfHands: ReadonlySet<string> = new Set(['party-changed', 'location-changed']);

/** What was read of the open recalls when the feed was followed up to here. */
interface Followed {
  readonly position: number;
  readonly reaches: ReadonlyMap<string, Reach>;
}

/**
 * Tells every organisation that holds something in scope of a recall, or is being sent some, once. At the opening
 * in its transaction; of goods that later records bring into scope, by following the feed.
 */
@Injectable()
export class NoticesService implements OnModuleInit {
  private followed: Followed | undefined;

  constructor(
    private readonly loops: FeedLoops,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  onModuleInit(): void {
    this.loops.follow({ name: 'recall-notices', handle: (tx, rows) => this.lookAgain(tx, rows) });
  }

  /**
   * Reads the scope of the recalls that these rows touch, and of those not read before. A scope grows only by what
   * touches it, so what is remembered of it holds as long as no row is missed (another process may have followed some) and nobody's account
   * changes hands.
   */
  async lookAgain(tx: Tx, rows: readonly NumberedFeedRow[]): Promise<void> {
    const [first, last] = [rows[0], rows.at(-1)];
    if (first === undefined || last === undefined) return;
    const stillHolds =
      this.followed?.position === first.position - 1 &&
      !rows.some(({ kind }) => kindsOfHands.has(kind));
    const known = (stillHolds && this.followed?.reaches) || new Map<string, Reach>();
    const refs = rows.filter(({ kind }) => kindsOfGoods.has(kind)).map(({ subject }) => subject);
    const reaches = stillHolds && refs.length === 0 ? known : await this.tellOf(tx, refs, known);
    tx.afterCommit(() => (this.followed = { position: last.position, reaches }));
  }

  async tell(tx: Tx, recall: Recall): Promise<RecallScope> {
    const scope = await readScope(tx, recall);
    const others = await organisationsToTell(tx, scope);
    const recordedAt = new Date(this.clock.now());
    const told = await insertNotices(tx, recall.id, others, recordedAt);
    if (told.length === 0) return scope;
    appendFeed(
      tx,
      told.map((organisationId) => ({
        id: this.random.uuid(),
        organisationId,
        kind: 'recall-noticed',
        subject: recall.id,
        payload: { grade: recall.grade },
        recordedAt,
      })),
    );
    return scope;
  }

  private async tellOf(
    tx: Tx,
    refs: readonly string[],
    known: ReadonlyMap<string, Reach>,
  ): Promise<ReadonlyMap<string, Reach>> {
    const open = await selectOpenRecalls(tx);
    if (open.length === 0) return new Map();
    const touched = await selectTouched(tx, refs);
    const reaches = new Map<string, Reach>();
    for (const recall of open) {
      const reach = known.get(recall.id);
      const isFar = reach !== undefined && !isTouched(reach, touched);
      reaches.set(recall.id, isFar ? reach : await reachOf(tx, await this.tell(tx, recall)));
    }
    return reaches;
  }
}

async function reachOf(tx: Tx, { batches }: RecallScope): Promise<Reach> {
  const carriers = await selectCarriers(tx, batches);
  return {
    products: new Set(batches.map(({ productId }) => productId)),
    carriers: new Set(carriers),
  };
}
