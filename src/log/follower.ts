import type { Database, Tx } from '../platform/index.js';
import type { NumberedFeedRow } from './feed.js';
import { readFeed } from './feed.store.js';
import { isBehind, lockPosition, movePosition } from './follower.store.js';

/**
 * What a follower does with the next rows of the feed, in order. It writes through `tx` alone: its writes
 * and its new position commit together, so each row takes effect once however often it was tried. Effects
 * outside the database need a row of their own to be told apart on a second try.
 */
export interface Following {
  /** Stands for the position in the database: a new name begins at the first write ever. */
  readonly name: string;
  readonly handle: (tx: Tx, rows: readonly NumberedFeedRow[]) => Promise<void>;
  /** Rows handed over at a time: `batchRowsUsual` unless told. */
  readonly batchRows?: number;
}

export const batchRowsUsual = 500;

/** Leads one `Following` along the feed. Two processes may lead the same one: they take turns. */
export class Follower {
  constructor(
    private readonly database: Database,
    private readonly following: Following,
  ) {}

  /** Hands over the next rows and says how many: 0 at the end of the feed. A fault leaves no trace. */
  async runOnce(): Promise<number> {
    const { name, handle, batchRows = batchRowsUsual } = this.following;
    if (!(await isBehind(this.database.as({ role: 'fold' }), name))) return 0;
    return this.database.transaction(
      async (tx) => {
        const rows = await readFeed(tx, await lockPosition(tx, name), batchRows);
        const last = rows.at(-1);
        if (last === undefined) return 0;
        await handle(tx, rows);
        await movePosition(tx, name, last.position);
        return rows.length;
      },
      { role: 'fold' },
    );
  }
}
