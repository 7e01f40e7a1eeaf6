import { Books, KeyMissing } from './books.js';
import { count } from './count.js';
import type { Need, Slice } from '../model/loads.js';
import type { Key, Posted, Posting } from '../model/model.js';
import { compareOrder } from '../model/order.js';
import { isSameOutcome, rowsByKey } from './row-text.js';
import { Tank } from './tank.js';
import { transfer } from './transfer.js';
import { unitStep } from './unit-steps.js';

/** What changes in the set of postings: new or changed ones, and stored ones that are no more. */
export interface Change {
  readonly fresh: readonly Posting[];
  readonly dropped: readonly Posted[];
}

/** The rows to put in place of the stored ones, posting by posting; or what must be loaded first. */
export type Replayed =
  | { readonly kind: 'missing'; readonly needs: readonly Need[] }
  | {
      readonly kind: 'done';
      readonly posted: readonly Posted[];
      readonly dropped: readonly Posted[];
      /** The stored postings in whose place some of `posted` go. */
      readonly replaced: readonly Posted[];
    };

/**
 * Folds a change into the stored state, a step a posting. Stored postings stand as they are until one reads or writes a
 * key whose rows came out differently before it; from there on it folds again. So an event in order
 * folds alone, a late one takes along just what it touches, and a rebuild is a change of everything.
 * The caller loads what is asked for and calls again with more; nothing is kept between calls.
 */
export function replay(slice: Slice, change: Change): Generator<undefined, Replayed> {
  return new Replay(slice, change).run();
}

/** Names a posting for ever. */
export function postingId({ order }: Pick<Posting, 'order'>): string {
  return `${order.ref}.${order.position}`;
}

interface Item {
  readonly posting: Posting;
  readonly stored: Posted | undefined;
  readonly task: 'keep' | 'fold' | 'drop';
}

class Replay {
  private readonly books: Books;
  private readonly dirty = new Set<Key>();
  private readonly needs = new Map<Key, Need>();
  private readonly posted: Posted[] = [];
  private readonly replaced: Posted[] = [];

  constructor(
    private readonly slice: Slice,
    private readonly change: Change,
  ) {
    this.books = new Books(slice.loads);
  }

  *run(): Generator<undefined, Replayed> {
    for (const item of this.items()) {
      try {
        this.step(item);
      } catch (error) {
        if (error instanceof KeyMissing) this.need(error.need);
        else if (this.needs.size === 0) throw error;
        else break; // What lacks its start is not worth an error: it comes out right when it is loaded.
      }
      yield;
    }
    if (this.needs.size > 0) return { kind: 'missing', needs: [...this.needs.values()] };
    const { posted, replaced } = this;
    return { kind: 'done', posted, dropped: this.change.dropped, replaced };
  }

  private items(): Item[] {
    const items = new Map<string, Item>();
    for (const stored of this.slice.tail) {
      items.set(postingId(stored), { posting: stored, stored, task: 'keep' });
    }
    for (const stored of this.change.dropped) {
      items.set(postingId(stored), { posting: stored, stored, task: 'drop' });
    }
    for (const posting of this.change.fresh) {
      const stored = items.get(postingId(posting))?.stored;
      items.set(postingId(posting), { posting, stored, task: 'fold' });
    }
    return [...items.values()].sort((a, b) => compareOrder(a.posting.order, b.posting.order));
  }

  private step({ posting, stored, task }: Item): void {
    if (task === 'drop') return this.mark(stored, undefined);
    const isClean = stored !== undefined && !stored.touches.some((key) => this.dirty.has(key));
    if (task === 'keep' && isClean) return this.books.apply(stored);
    this.books.begin(posting.order);
    perform(this.books, posting);
    const posted = this.books.end(posting);
    if (task === 'fold' || !stored || !isSameOutcome(posted, stored)) {
      this.posted.push(posted);
      if (stored) this.replaced.push(stored);
    }
    this.mark(stored, posted);
  }

  /** Marks the keys on which a posting's rows came out differently; they must be loaded from here on. */
  private mark(before: Posted | undefined, after: Posted | undefined): void {
    const at = (after ?? before)?.order.at ?? 0;
    const old = rowsByKey(before);
    const now = rowsByKey(after);
    for (const key of new Set([...old.keys(), ...now.keys()])) {
      if (old.get(key) === now.get(key)) continue;
      this.dirty.add(key);
      if (!this.books.isLoaded(key, at)) this.need({ key, since: at, history: false });
    }
  }

  private need(need: Need): void {
    const known = this.needs.get(need.key);
    this.needs.set(need.key, {
      key: need.key,
      since: Math.min(need.since, known?.since ?? need.since),
      history: need.history || (known?.history ?? false),
    });
  }
}

function perform(books: Books, { work }: Posting): void {
  switch (work.kind) {
    case 'transfer':
      return transfer(books, work);
    case 'unit':
      return unitStep(books, work);
    case 'count':
      return count(books, work);
    case 'clean-out':
      return new Tank(books, work.place, books.order.author).cleanOut(work);
    case 'fixed':
      for (const { from, to, amount, ...words } of work.flows) books.flow(from, to, amount, words);
  }
}
