import type { Database, Logger, Tx } from '../../platform/index.js';
import { LinkGraph } from './link-graph.js';
import { currentFlows, selectChangedFlows, selectFeedEnd, selectNews } from './link-graph.store.js';
import { scopeOf, type Scope, type ScopeBounds } from './scope.js';

/** Writes that are taken up one by one; behind by more than that, a question goes to the books. */
const instantsMax = 20_000;
const instantsAtOnce = 200;
/** Rows that were dropped stay where they were: past so many, and more than are in use, all is read anew. */
const wasteMin = 1_000_000;
/** Questions that wait for their turn; further ones go to the books. */
const waitingMax = 4;

const sight = { role: 'trace', snapshot: true } as const;

interface Settings {
  readonly logger: Pick<Logger, 'warn' | 'info'>;
  /** The most that the graph may take; past it there is none. */
  readonly bytesMax: number;
}

/**
 * Keeps the graph as the books are: read once as a whole, then whatever each write changed, by the feed. A question first
 * takes up what was written since, so what was answered to a capture is in its answer. Ids only come out of it: who asks
 * must be allowed to see all.
 */
export class LinkMemory {
  private graph: LinkGraph | null = null;
  private position = 0;
  private isSettling = false;
  private isBehind = false;
  private waiting = 0;
  private isTooLarge = false;
  private isEnded = false;
  private database: Pick<Database, 'transaction'> | null = null;
  private turns: Promise<unknown> = Promise.resolve();

  constructor(private readonly by: Settings) {}

  /** How far in the feed it has come; null: nothing is read yet, or it would take too much room. */
  get reached(): {
    readonly position: number;
    readonly bytes: number;
    readonly links: number;
  } | null {
    if (!this.graph) return null;
    return { position: this.position, bytes: this.graph.bytes, links: this.graph.rows.count };
  }

  /** From now on it reads here. */
  open(database: Pick<Database, 'transaction'>): void {
    this.database = database;
  }

  /** Reads everything, or what is new. */
  async step(): Promise<void> {
    if (this.isTooLarge) return;
    if (this.graph) await this.inTurn(() => this.transaction((tx) => this.catchUp(tx)));
    else await this.load();
  }

  /** Ends a reading under way, and answers nothing any more. */
  end(): void {
    this.isEnded = true;
    this.graph = null;
  }

  /**
   * Reads the scope of these batches, in the transaction by which the graph is as of now. Null: not all is on record about
   * them, or they reach past these bounds; something is still being worked in; the graph is not read yet, is behind, or
   * could not be read. Then the books are asked.
   */
  async within<Result>(
    batches: readonly string[],
    bounds: ScopeBounds,
    read: (graph: LinkGraph, scope: Scope, tx: Tx) => Promise<Result> | Result,
  ): Promise<Result | null> {
    if (!this.graph || this.waiting >= waitingMax) return null;
    this.waiting += 1;
    try {
      return await this.inTurn(() =>
        this.transaction(async (tx) => {
          await this.catchUp(tx);
          const { graph, isSettling, isBehind } = this;
          if (!graph || isSettling || isBehind) return null;
          const scope = scopeOf(graph, batches, bounds);
          return scope && read(graph, scope, tx);
        }),
      );
    } catch (err) {
      this.by.logger.warn({ err }, 'links in memory could not be asked');
      return null;
    } finally {
      this.waiting -= 1;
    }
  }

  private async load(): Promise<void> {
    const graph = new LinkGraph();
    await this.transaction(async (tx) => {
      const position = await selectFeedEnd(tx);
      for await (const flows of currentFlows(tx)) {
        for (const each of flows) graph.add(each);
        if (this.isEnded || this.isOver(graph)) return;
      }
      Object.assign(this, { graph, position });
      this.by.logger.info({ ...this.reached }, 'links are in memory');
    });
  }

  private async catchUp(tx: Tx): Promise<void> {
    const { graph } = this;
    if (!graph) return;
    const { position, instants, isSettling } = await selectNews(tx, this.position);
    this.isBehind = instants.length > instantsMax;
    // What is numbered by now a new reading has anyhow; what waits for its number would come again after it.
    const isLeftBehind = this.isBehind && position > this.position;
    const isWasteful = graph.rows.waste > Math.max(wasteMin, graph.rows.count);
    if (isLeftBehind || isWasteful) this.graph = null;
    if (this.isBehind || this.graph === null) return;
    for (let at = 0; at < instants.length; at += instantsAtOnce) {
      const changed = await selectChangedFlows(tx, instants.slice(at, at + instantsAtOnce));
      for (const { each, isCurrent } of changed) if (!isCurrent) graph.drop(each);
      for (const { each, isCurrent } of changed) if (isCurrent) graph.put(each);
    }
    Object.assign(this, { position, isSettling });
    if (graph.bytes > this.by.bytesMax) this.graph = null; // read anew, it may take less
  }

  private transaction<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> {
    if (!this.database) throw new Error('links are asked for before there is a database');
    return this.database.transaction(work, sight);
  }

  private isOver(graph: LinkGraph): boolean {
    if (graph.bytes <= this.by.bytesMax) return false;
    this.isTooLarge = true;
    const { bytesMax } = this.by;
    this.by.logger.warn(
      { bytesMax },
      'links take more memory than they may: traces read the database',
    );
    return true;
  }

  /** One at a time: nothing changes under a walk. */
  private inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = this.turns.then(work);
    this.turns = turn.catch(() => undefined);
    return turn;
  }
}
