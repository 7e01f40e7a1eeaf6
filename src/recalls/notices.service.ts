import { Injectable, type OnModuleInit } from '@nestjs/common';
import { keepFromClosing, selectCarriers } from '../holdings/index.js';
import { appendFeed, FeedLoops, type NumberedFeedRow } from '../log/index.js';
import { Clock, Random, type Tx } from '../platform/index.js';
import { HistoryService } from './course/history.service.js';
import { reached, type NewChange } from './course/recall-change.js';
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

/** A recall was widened: it reaches further than was remembered. */
const widened = 'recall-widened';

/** How far open recalls reach, by their ids. */
type Reaches = ReadonlyMap<string, Reach>;

/** What was read of the open recalls when the feed was followed last. */
interface Followed {
  /** The position of the row after the last one. */
  readonly next: number;
  readonly reaches: Reaches;
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
    private readonly history: HistoryService,
  ) {}

  onModuleInit(): void {
    this.loops.follow({ name: 'recall-notices', handle: (tx, rows) => this.follow(tx, rows) });
  }

  /** Tells those whom these rows bring into the scope of an open recall. */
  async follow(tx: Tx, rows: readonly NumberedFeedRow[]): Promise<void> {
    const last = rows.at(-1);
    if (last === undefined) return;
    const known = this.remembered(rows);
    const changed = rows.filter(({ kind }) => kind === widened).map(({ subject }) => subject);
    const refs = rows.filter(({ kind }) => kindsOfGoods.has(kind)).map(({ subject }) => subject);
    const isSame = refs.length === 0 && changed.length === 0;
    const reaches =
      known && isSame ? known : await this.tellTouched(tx, refs, without(known, changed));
    tx.afterCommit(() => (this.followed = { next: last.position + 1, reaches }));
  }

  /** Tells those in scope of one recall who have not been told, and notes what `change` brought in. Answers its scope. */
  async tell(tx: Tx, recall: Recall, change: NewChange = reached): Promise<RecallScope> {
    const scope = await readScope(tx, recall);
    await this.history.noteScope(tx, scope, change);
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

  /**
   * What is known before these rows, if it still holds: a scope grows only by what touches it and by its own widening, so
   * it does as long as no row is missed (another process may have followed some) and nobody's account changes hands.
   */
  private remembered(rows: readonly NumberedFeedRow[]): Reaches | undefined {
    const isNext = rows[0]?.position === this.followed?.next;
    const changesHands = rows.some(({ kind }) => kindsOfHands.has(kind));
    return isNext && !changesHands ? this.followed?.reaches : undefined;
  }

  /** Tells of the open recalls that these events touch or that were not read before. Answers the reach of all. */
  private async tellTouched(tx: Tx, refs: readonly string[], known: Reaches): Promise<Reaches> {
    const open = await selectOpenRecalls(tx);
    if (open.length === 0) return new Map();
    const touched = await selectTouched(tx, refs);
    const far = new Map<string, Reach>();
    for (const { id } of open) {
      const reach = known.get(id);
      if (reach !== undefined && !isTouched(reach, touched)) far.set(id, reach);
    }
    const reaches = new Map(far);
    for (const recall of await stillOpen(
      tx,
      open.filter(({ id }) => !far.has(id)),
    )) {
      reaches.set(recall.id, await reachOf(tx, await this.tell(tx, recall)));
    }
    return reaches;
  }
}

/**
 * Those of these recalls that have not closed meanwhile; they do not until the transaction ends. Else one would close with a
 * report that lacks the notice that is just being sent, and somebody would be told of a recall that is over.
 */
async function stillOpen(tx: Tx, recalls: readonly Recall[]): Promise<Recall[]> {
  if (recalls.length === 0) return [];
  const ids = new Set(recalls.map(({ id }) => id));
  await keepFromClosing(tx, [...ids]);
  return (await selectOpenRecalls(tx)).filter(({ id }) => ids.has(id));
}

async function reachOf(tx: Tx, { batches }: RecallScope): Promise<Reach> {
  const carriers = await selectCarriers(tx, batches);
  return {
    products: new Set(batches.map(({ productId }) => productId)),
    carriers: new Set(carriers),
  };
}

function without(known: Reaches | undefined, recallIds: readonly string[]): Reaches {
  const kept = new Map(known);
  for (const id of recallIds) kept.delete(id);
  return kept;
}
