import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/index.js';
import { makeCode } from '../identifiers/index.js';
import { notFound, Problem } from '../kernel/index.js';
import { appendFeed } from '../log/index.js';
import { Clock, Database, Random, type Tx } from '../platform/index.js';
import { ProductsService } from '../products/index.js';
import { codeLength, isActiveAtOnce, type BatchRun, type Code, type CodeRun } from './code.js';
import {
  insertFreeCodes,
  insertRun,
  selectCodesOfBatch,
  selectOwnBatchRun,
  type CodePosition,
} from './codes.store.js';

/** A run and its codes in the order of their places. */
export interface IssuedRun {
  readonly run: CodeRun;
  readonly codes: readonly string[];
}

/** A batch as its code must know it: what its links say, and whose it is by being issued to the actor. */
export interface CodedBatch {
  readonly batchId: string;
  readonly productId: string;
  readonly number: string;
  /** The product's GTIN, if it has one. */
  readonly gtin: string | null;
}

/** Issues codes, in runs, and shows an organisation those of its batches. */
@Injectable()
export class CodesService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly products: ProductsService,
  ) {}

  /** The one code of a batch, in the transaction that registers it. Later codes of the batch follow its owner and GTIN. */
  async issueBatchCode(tx: Tx, actor: Actor, batch: CodedBatch): Promise<string> {
    const { codes } = await this.issue(tx, actor, { ...batch, kind: 'batch', size: 1 });
    return codes.join();
  }

  /** Codes for single pieces or cases of one's own batch; nobody but the owner sees them before they are activated. */
  async issueForBatch(
    actor: Actor,
    batchId: string,
    wanted: { readonly kind: 'item' | 'case'; readonly size: number },
  ): Promise<IssuedRun> {
    const { productId, number, gtin } = await this.ownBatchRun(actor, batchId);
    const batch = { batchId, productId, number };
    const printed = wanted.kind === 'item' ? gtin : await this.caseGtin(actor, productId);
    return this.inTransaction(actor, (tx) =>
      this.issue(tx, actor, { ...batch, ...wanted, gtin: printed }),
    );
  }

  /** Codes to put on logistic units. An SSCC is never made up: whoever has a company prefix brings its own. */
  async issueForUnits(actor: Actor, size: number): Promise<IssuedRun> {
    const noBatch = { batchId: null, productId: null, number: null, gtin: null };
    return this.inTransaction(actor, (tx) =>
      this.issue(tx, actor, { ...noBatch, kind: 'unit', size }),
    );
  }

  /** The run of one's own batch's own code; another organisation's batch answers as one that does not exist. */
  async ownBatchRun({ organisationId }: Actor, batchId: string): Promise<BatchRun> {
    const run = await selectOwnBatchRun(
      this.database.as({ organisationId }),
      organisationId,
      batchId,
    );
    if (run === undefined) throw new Problem(notFound, 'There is no such batch of yours.');
    return run;
  }

  /** A page of the codes of one's own batch as they were issued, the batch's own code first. */
  async list(
    actor: Actor,
    batchId: string,
    page: { readonly after: CodePosition | undefined; readonly limit: number },
  ): Promise<{ readonly batch: BatchRun; readonly codes: Code[] }> {
    const batch = await this.ownBatchRun(actor, batchId);
    const reader = this.database.as({ organisationId: actor.organisationId });
    return { batch, codes: await selectCodesOfBatch(reader, batchId, page) };
  }

  /** A case has a GTIN of its own or none: that of its content would say that it is one piece. */
  private async caseGtin(actor: Actor, productId: string): Promise<string | null> {
    const { packLevels } = await this.products.get(actor, productId);
    return packLevels.find(({ name }) => name === 'case')?.gtin ?? null;
  }

  private async issue(
    tx: Tx,
    actor: Actor,
    wanted: Omit<CodeRun, 'id' | 'organisationId' | 'issuedAt'>,
  ): Promise<IssuedRun> {
    const { organisationId } = actor;
    const issuedAt = new Date(this.clock.now());
    const run = { ...wanted, id: this.random.uuid(), organisationId, issuedAt };
    await insertRun(tx, run);
    const codes = await this.fill(tx, run);
    const { id, kind, batchId, size } = run;
    const payload = { kind, batchId, size };
    const row = { id: this.random.uuid(), organisationId, recordedAt: issuedAt };
    appendFeed(tx, [{ ...row, kind: 'codes-issued', subject: id, payload }]);
    return { run, codes };
  }

  /** Draws codes until each place of the run has one that was free: one statement, in all likelihood. */
  private async fill(tx: Tx, run: CodeRun): Promise<string[]> {
    const activatedAt = isActiveAtOnce(run.kind) ? run.issuedAt : null;
    const codes = new Map<number, string>();
    while (codes.size < run.size) {
      const drawn = Array.from({ length: run.size }, (_, i) => i + 1)
        .filter((place) => !codes.has(place))
        .map((place) => ({ place, code: this.draw(run) }));
      const free = await insertFreeCodes(tx, run, drawn, activatedAt);
      for (const { place, code } of free) codes.set(place, code);
    }
    return [...codes].sort(([a], [b]) => a - b).map(([, code]) => code);
  }

  private draw(run: CodeRun): string {
    return makeCode((count) => this.random.bytes(count), codeLength(run.kind));
  }

  private inTransaction<Result>(actor: Actor, work: (tx: Tx) => Promise<Result>): Promise<Result> {
    return this.database.transaction(work, { organisationId: actor.organisationId });
  }
}
