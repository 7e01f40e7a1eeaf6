import type { Actor } from '../../src/access/index.js';
import { CodeLifeService } from '../../src/codes/code-life.service.js';
import { CodeRunsService } from '../../src/codes/code-runs.service.js';
import { CodesService, type CodedBatch } from '../../src/codes/codes.service.js';
import type { LivingCode } from '../../src/codes/codes.store.js';
import { readFeed, type NumberedFeedRow } from '../../src/log/index.js';
import { Sequencer } from '../../src/log/sequencer.js';
import { ProductsService } from '../../src/products/index.js';
import { cloneDatabase, type TestDatabase } from './database.js';

/** The services of codes on a database of their own, with a producer who has a product, and a stranger. */
export class CodesGround {
  readonly codes: CodesService;
  readonly life: CodeLifeService;
  readonly runs: CodeRunsService;
  readonly producer: Actor;
  readonly stranger: Actor;
  private productId = '';

  private constructor(
    readonly home: TestDatabase,
    readonly products: ProductsService,
  ) {
    const { database, clock, random } = home;
    this.codes = new CodesService(database, clock, random, products);
    this.life = new CodeLifeService(database, clock, random, this.codes);
    this.runs = new CodeRunsService(database, clock, random);
    this.producer = this.anActor();
    this.stranger = this.anActor();
  }

  static async make(): Promise<CodesGround> {
    const home = await cloneDatabase({ role: 'furrow_fold' });
    const products = new ProductsService(home.database, home.clock, home.random);
    const ground = new CodesGround(home, products);
    const peaches = { name: 'Peaches', unit: 'KGM', itemCode: 'peaches' };
    ground.productId = (await products.register(ground.producer, peaches)).id;
    return ground;
  }

  /** A batch as its code must know it; nothing else of it is stored. */
  aBatch(): CodedBatch {
    const batchId = this.home.random.uuid();
    return { batchId, productId: this.productId, number: '2026-11-23-01', gtin: null };
  }

  issueBatchCode(batch: CodedBatch): Promise<string> {
    const { producer } = this;
    const { organisationId } = producer;
    return this.home.database.transaction((tx) => this.codes.issueBatchCode(tx, producer, batch), {
      organisationId,
    });
  }

  async aCodedBatch(): Promise<{ readonly batchId: string; readonly code: string }> {
    const batch = this.aBatch();
    return { batchId: batch.batchId, code: await this.issueBatchCode(batch) };
  }

  /** A new batch with a run of item codes. */
  async aRun(size: number): Promise<IssuedItems> {
    const { batchId } = await this.aCodedBatch();
    return { batchId, ...(await this.moreItems(batchId, size)) };
  }

  async moreItems(batchId: string, size: number): Promise<Omit<IssuedItems, 'batchId'>> {
    const wanted = { kind: 'item', size } as const;
    const { run, codes } = await this.codes.issueForBatch(this.producer, batchId, wanted);
    return { runId: run.id, issued: [...codes] };
  }

  /** The codes of a run as its owner is shown them. */
  async listed(runId: string): Promise<LivingCode[]> {
    const page = { after: undefined, limit: 100_000 };
    return (await this.runs.codes(this.producer, runId, page)).codes;
  }

  async feedOf(subject: string): Promise<NumberedFeedRow[]> {
    const { database } = this.home;
    const sequencer = new Sequencer(database, { holder: 'test' });
    while ((await sequencer.runOnce()) > 0);
    const rows = await readFeed(database, 0, 10_000);
    return rows.filter((row) => row.subject === subject);
  }

  /** Somebody with an account, which runs wait for. */
  async register(actor: Actor): Promise<void> {
    await this.home.everything.query(
      `INSERT INTO organisation (id, name, roles, created_at) VALUES ($1, 'An orchard', '{producer}', now())`,
      [actor.organisationId],
    );
  }

  anActor(): Actor {
    const { random } = this.home;
    return {
      ...{ organisationId: random.uuid(), partyId: random.uuid(), roles: ['producer'] },
      ...{ scopes: ['read', 'write'], credential: 'test' },
    };
  }
}

export interface IssuedItems {
  readonly batchId: string;
  readonly runId: string;
  readonly issued: readonly string[];
}
