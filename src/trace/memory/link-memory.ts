import type { Database, Logger, Tx } from '../../platform/index.js';
import { LinkGraph } from './link-graph.js';
import {
  currentFlows,
  selectChangedFlows,
  selectFeedEnd,
  selectFlowsOf,
  selectNews,
  type FeedNews,
} from './link-graph.store.js';
import { scopeOf, type Scope } from './scope.js';

/** Writes taken up one by one; after more of them than that, all is read anew. */
const instantsMax = 20_000;
const instantsAtOnce = 200;
/** Rows of batches that changed stay where they were: past so many, and more than are in use, all is read anew. */
const wasteMin = 1_000_000;

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
    if (this.graph) await this.inTurn(() => this.catchUp());
    else await this.load();
  }

  /** Ends a reading under way, and answers nothing any more. */
  end(): void {
    this.isEnded = true;
    this.graph = null;
  }

  /**
   * Reads the scope of these batches while nothing changes it. Null: not all is on record about them, something is still
   * being worked in, or the graph is not read yet; then the books are asked.
   */
  async within<Result>(
    batches: readonly string[],
    read: (graph: LinkGraph, scope: Scope) => Promise<Result> | Result,
  ): Promise<Result | null> {
    if (!this.graph) return null;
    return this.inTurn(async () => {
      await this.catchUp();
      const { graph } = this;
      if (!graph || this.isSettling) return null;
      const scope = scopeOf(graph, batches);
      return scope && read(graph, scope);
    });
  }

  private async load(): Promise<void> {
    const graph = new LinkGraph();
    await this.database?.transaction(async (tx) => {
      this.position = await selectFeedEnd(tx);
      for await (const flows of currentFlows(tx)) {
        for (const each of flows) graph.put(each);
        if (this.isEnded || this.isOver(graph)) return;
      }
      this.graph = graph;
      this.by.logger.info({ ...this.reached }, 'links are in memory');
    }, sight);
  }

  private async catchUp(): Promise<void> {
    await this.database?.transaction(async (tx) => {
      const news = await selectNews(tx, this.position);
      await this.takeUp(tx, news);
    }, sight);
  }

  private async takeUp(tx: Tx, { position, instants, isSettling }: FeedNews): Promise<void> {
    const { graph } = this;
    if (!graph) return;
    if (instants.length > instantsMax || graph.rows.waste > Math.max(wasteMin, graph.rows.count)) {
      this.graph = null;
      return;
    }
    for (let at = 0; at < instants.length; at += instantsAtOnce) {
      const changed = await selectChangedFlows(tx, instants.slice(at, at + instantsAtOnce));
      const ends = changed.flatMap(({ flow }) => [flow.from.batch, flow.to.batch]);
      const batches = [...new Set(ends.filter((batch) => batch !== null))];
      const now = await selectFlowsOf(tx, batches);
      for (const each of changed) graph.note(each);
      for (const batch of batches) graph.forget(batch);
      for (const each of now) graph.put(each);
    }
    this.position = position;
    this.isSettling = isSettling;
    if (this.isOver(graph)) this.graph = null;
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
