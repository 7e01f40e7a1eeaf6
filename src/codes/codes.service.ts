import { Injectable } from '@nestjs/common';
import { lockOrganisation, type Actor } from '../access/index.js';
import { faultyRequest, notFound, Problem } from '../kernel/index.js';
import { Clock, Database, Random, type Reader, type Tx } from '../platform/index.js';
import { ProductsService } from '../products/index.js';
import { codesIssuedMax, type BatchRun, type LinkMode } from './code.js';
import { countUnfinished, selectOwnBatchRun } from './code-runs.store.js';
import { tooManyCodeRuns } from './codes.problems.js';
import { selectCodesOfBatch, type CodePosition, type LivingCode } from './codes.store.js';
import { beginRun, issueRun, type IssuedRun, type Means, type NewRun } from './issue-run.js';

/** Runs of one organisation that wait for their codes: they share its turns, and room on the disk is everybody's. */
export const waitingRunsMax = 10;

/** A batch as its code must know it: what its links say, and whose it is by being issued to the actor. */
export interface CodedBatch {
  readonly batchId: string;
  readonly productId: string;
  readonly number: string;
  /** The product's GTIN, if it has one. */
  readonly gtin: string | null;
}

/** How many codes for what, and how their links are built: as GS1 Digital Links where there is a GTIN, unless told. */
export interface WantedCodes {
  readonly kind: 'item' | 'case';
  readonly size: number;
  readonly mode?: LinkMode | undefined;
}

/** A page of codes, and a run of their batch, which says what links are made of. */
export interface CodesPage {
  readonly run: BatchRun;
  readonly codes: LivingCode[];
}

export interface PageOfCodes {
  readonly after: CodePosition | undefined;
  readonly limit: number;
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
  async issueBatchCode(tx: Tx, { organisationId }: Actor, batch: CodedBatch): Promise<string> {
    const run = { ...batch, organisationId, kind: 'batch', size: 1 } as const;
    const { codes } = await issueRun(tx, run, this.means);
    return codes.join();
  }

  /**
   * Codes for single pieces or cases of one's own batch; nobody but the owner sees them before they are activated. Of a run
   * too large for one request there are none yet: the job issues them.
   */
  async issueForBatch(actor: Actor, batchId: string, wanted: WantedCodes): Promise<IssuedRun> {
    const { productId, number, gtin: own } = await this.ownBatchRun(actor, batchId);
    const { organisationId } = actor;
    const { kind, size } = wanted;
    const gtin = wanted.mode === 'native' ? null : await this.gtinOf(kind, actor, productId, own);
    if (gtin === null && wanted.mode === 'gs1') throw noGtin(kind);
    const run: NewRun = { organisationId, kind, size, batchId, productId, number, gtin };
    return this.inTransaction(actor, (tx) =>
      size > codesIssuedMax ? this.begin(tx, run) : issueRun(tx, run, this.means),
    );
  }

  /** Codes to put on logistic units. */
  async issueForUnits(actor: Actor, size: number): Promise<IssuedRun> {
    const { organisationId } = actor;
    const noBatch = { batchId: null, productId: null, number: null, gtin: null };
    const run: NewRun = { ...noBatch, organisationId, kind: 'unit', size };
    return this.inTransaction(actor, (tx) => issueRun(tx, run, this.means));
  }

  /** The run of one's own batch's own code; another organisation's batch answers as one that does not exist. */
  async ownBatchRun({ organisationId }: Actor, batchId: string): Promise<BatchRun> {
    const run = await selectOwnBatchRun(this.reader(organisationId), organisationId, batchId);
    if (run === undefined) throw new Problem(notFound, 'There is no such batch of yours.');
    return run;
  }

  /** A page of the codes of one's own batch as they were issued, the batch's own code first. */
  async list(actor: Actor, batchId: string, page: PageOfCodes): Promise<CodesPage> {
    const run = await this.ownBatchRun(actor, batchId);
    const reader = this.reader(actor.organisationId);
    return { run, codes: await selectCodesOfBatch(reader, batchId, page) };
  }

  /** A case has a GTIN of its own or none: that of its content would say that it is one piece. */
  private async gtinOf(
    kind: WantedCodes['kind'],
    actor: Actor,
    productId: string,
    own: string | null,
  ): Promise<string | null> {
    if (kind === 'item') return own;
    const { packLevels } = await this.products.get(actor, productId);
    return packLevels.find(({ name }) => name === 'case')?.gtin ?? null;
  }

  private async begin(tx: Tx, run: NewRun): Promise<IssuedRun> {
    // Two at once would both see room for one more.
    await lockOrganisation(tx, run.organisationId);
    const waiting = await countUnfinished(tx, run.organisationId);
    if (waiting >= waitingRunsMax) {
      const detail = `${waiting} runs of yours wait for their codes; let one end first.`;
      throw new Problem(tooManyCodeRuns, detail);
    }
    return { run: await beginRun(tx, run, this.means), codes: [] };
  }

  private get means(): Means {
    const { clock, random } = this;
    return { clock, random };
  }

  private reader(organisationId: string): Reader {
    return this.database.as({ organisationId });
  }

  private inTransaction<Result>(actor: Actor, work: (tx: Tx) => Promise<Result>): Promise<Result> {
    return this.database.transaction(work, { organisationId: actor.organisationId });
  }
}

function noGtin(kind: WantedCodes['kind']): Problem {
  const where = kind === 'item' ? 'the product' : 'the pack level "case" of the product';
  const detail = `${where} has no GTIN, and none is made up: register it, or ask for native codes`;
  return faultyRequest([{ pointer: '/mode', detail }]);
}
