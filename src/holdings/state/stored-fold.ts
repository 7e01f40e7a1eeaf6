import type { LockedBatch } from '../../batches/index.js';
import { present } from '../../kernel/index.js';
import { stepByStep, type Tx } from '../../platform/index.js';
import { claimsJoining, claimsOf } from './claims.store.js';
import type { FoldRead } from './fold-plan.js';
import {
  countTail,
  lastVersions,
  lockKeys,
  selectMovesBefore,
  selectPostings,
  selectTail,
} from './fold.store.js';
import type { KeyEnd, VersionedPosting } from './fold-write.js';
import type { KnownClaim, LooseName } from '../matching/handoff-members.js';
import { historyBefore } from './key-past.js';
import { copyState, toLoad, undoPosted } from '../books/key-state.js';
import { unitOfTimeline } from '../model/keys.js';
import type { KeyLoad, Need, SeenMove, Slice } from '../model/loads.js';
import type { Key, Posted } from '../model/model.js';
import { compareOrder } from '../model/order.js';
import { postingsByKey } from '../books/posting-keys.js';
import type { FoldReader } from '../books/refold.js';
import { postingId } from '../books/replay.js';

/** So much was folded after what is to be folded now that it is not to be read in the transaction of a capture. */
export class TooLate extends Error {}

/**
 * The stored side of a refold. Each key is locked before anything is read of it. What lies in order costs one
 * statement for all keys; only what comes late reads the postings after it.
 */
export class StoredFold implements FoldReader {
  private readonly keys = new Map<Key, KeyEnd>();
  private readonly postings = new Map<string, VersionedPosting>();
  private readonly loads = new Map<Key, KeyLoad>();

  private readonly tails = new Map<Key, number>();

  readonly stepByStep = stepByStep;

  /** Of later postings, key by key, no more than `tailMax` are read: `TooLate` before the first of them. */
  constructor(
    private readonly tx: Tx,
    private readonly tailMax: number,
  ) {}

  /** Locks keys that will be asked for, and batches besides, so that one statement serves them all. */
  async lock(keys: readonly Key[], batches: readonly string[] = []): Promise<LockedBatch[]> {
    const fresh = [...new Set(keys)].filter((key) => !this.keys.has(key)).sort();
    if (fresh.length + batches.length === 0) return [];
    const locked = await lockKeys(this.tx, fresh, batches);
    for (const key of locked.keys) this.keys.set(key.key, key);
    return locked.batches;
  }

  async claimsJoining(
    names: readonly string[],
    loose: readonly LooseName[],
  ): Promise<KnownClaim[]> {
    await this.lock(lockNames([...names, ...loose.map(({ name }) => name)]));
    return claimsJoining(this.tx, names, loose);
  }

  async claimsOf(refs: readonly string[]): Promise<KnownClaim[]> {
    return claimsOf(this.tx, refs);
  }

  async postingsOf(refs: readonly string[]): Promise<Posted[]> {
    const stored = await selectPostings(this.tx, refs);
    for (const posting of stored) this.remember(posting);
    return stored.map(({ posted }) => posted);
  }

  async load(needs: readonly Need[]): Promise<Slice> {
    await this.lock(needs.map(({ key }) => key));
    const late = needs.filter(({ key, since }) => (this.locked(key).lastAt ?? -Infinity) >= since);
    const tail = late.length === 0 ? [] : await this.tailOf(late);
    for (const posting of tail) this.remember(posting);
    const newestFirst = tail
      .map(({ posted }) => posted)
      .sort((a, b) => compareOrder(b.order, a.order));
    const touching = postingsByKey(newestFirst);
    const isLate = new Set(late);
    const loads = new Map<Key, KeyLoad>();
    for (const need of needs) {
      const load = await this.loadOf(need, isLate.has(need) ? (touching.get(need.key) ?? []) : []);
      loads.set(need.key, load);
      this.loads.set(need.key, load);
    }
    return { loads, tail: newestFirst };
  }

  /** Everything that was read, for working out what to write. */
  async read(changed: readonly Posted[], added: ReadonlySet<string>): Promise<FoldRead> {
    const refs = new Set(changed.map(({ order }) => order.ref).filter((ref) => !added.has(ref)));
    const versions =
      refs.size === 0 ? new Map<string, number>() : await lastVersions(this.tx, refs);
    return {
      keys: [...this.loads].map(([key, load]) => ({ ...this.locked(key), load })),
      postings: [...this.postings.values()],
      lastVersion: (posted) => versions.get(postingId(posted)),
    };
  }

  private async tailOf(late: readonly Need[]): Promise<VersionedPosting[]> {
    if (this.tailMax < Infinity) {
      const counted = await countTail(this.tx, late, this.tailMax + 1);
      for (const [key, count] of counted) this.tails.set(key, count);
      const later = [...this.tails.values()].reduce((sum, count) => sum + count, 0);
      if (later > this.tailMax) throw new TooLate(`more than ${this.tailMax} later postings`);
    }
    return selectTail(this.tx, late);
  }

  private locked(key: Key): KeyEnd {
    return present(this.keys.get(key), `the lock on ${key}`);
  }

  /** `tail` holds stored postings that touch the key, newest first. */
  private async loadOf(need: Need, tail: readonly Posted[]): Promise<KeyLoad> {
    const { key, since } = need;
    const state = copyState(this.locked(key).state);
    const after = tail.filter(({ order }) => order.at >= since);
    if (state.kind === 'timeline' && after.length > 0) {
      return { kind: 'timeline', since, moves: await this.timelineBefore(key, since) };
    }
    for (const posted of after) undoPosted(state, key, posted);
    const load = toLoad(state, since);
    if (load.kind !== 'goods' || !need.history) return load;
    const history = await historyBefore(this.tx, key, { state, before: since });
    return { ...load, history };
  }

  private async timelineBefore(key: Key, since: number): Promise<SeenMove[]> {
    const moves = new Map<string, SeenMove>();
    for (const seen of await selectMovesBefore(this.tx, unitOfTimeline(key), since)) {
      moves.set(seen.move.instance, seen);
    }
    return [...moves.values()];
  }

  private remember(posting: VersionedPosting): void {
    this.postings.set(postingId(posting.posted), posting);
  }
}

/** Names lock as keys do. Single items are left out: what moves them is locked by party, unit or document. */
export function lockNames(names: readonly string[]): Key[] {
  return names.filter((name) => !name.startsWith('item:')).map((name) => `group:${name}`);
}
