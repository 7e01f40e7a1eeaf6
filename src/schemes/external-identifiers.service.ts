import { Injectable } from '@nestjs/common';
import { lockOrganisation, type Actor } from '../access/index.js';
import { selectBatches } from '../batches/index.js';
import {
  externalNames,
  IdentifierFault,
  parseExternal,
  type ExternalIdentifier,
  type ExternalScheme,
} from '../identifiers/index.js';
import { faultyRequest, notFound, Problem } from '../kernel/index.js';
import { appendFeed } from '../log/index.js';
import { Clock, Database, Random, type Tx } from '../platform/index.js';
import { ProductsService } from '../products/index.js';
import { tooManyExternalIdentifiers } from './external-identifiers.problems.js';
import {
  countStated,
  deleteStated,
  insertStated,
  selectSame,
  selectStated,
} from './external-identifiers.store.js';
import { statedMax, type StatedIdentifier } from './stated-identifier.js';

/** What an organisation says, as it says it: of one of its products, or of one of its batches. */
export interface NewStatement {
  readonly scheme: ExternalScheme;
  readonly value: string;
  readonly productId?: string;
  readonly batchId?: string;
}

type Thing = Pick<StatedIdentifier, 'productId' | 'batchId'>;

/** Says, finds and takes back which codes of other schemes an organisation's own things bear. */
@Injectable()
export class ExternalIdentifiersService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly products: ProductsService,
  ) {}

  async add(actor: Actor, said: NewStatement): Promise<StatedIdentifier> {
    const { organisationId } = actor;
    const identifier = told(said);
    return this.database.transaction(
      async (tx) => {
        // Two at once would both see room for one more, and both be the first to say it.
        await lockOrganisation(tx, organisationId);
        const thing = await this.ownThing(tx, actor, said);
        const stated = this.statementOf(organisationId, thing, identifier);
        const before = await selectSame(tx, stated);
        if (before !== undefined) return before;
        if ((await countStated(tx, stated)) >= statedMax) throw tooMany();
        await insertStated(tx, stated);
        this.log(tx, 'external-identifier-added', stated);
        return stated;
      },
      { organisationId },
    );
  }

  async list(
    { organisationId }: Actor,
    {
      text,
      productId,
    }: { readonly text: string | undefined; readonly productId: string | undefined },
    page: { readonly before: string | undefined; readonly limit: number },
  ): Promise<StatedIdentifier[]> {
    const names = text === undefined ? undefined : externalNames(text, 0);
    const reader = this.database.as({ organisationId });
    return selectStated(reader, { organisationId, productId, names }, page);
  }

  async remove({ organisationId }: Actor, id: string): Promise<void> {
    await this.database.transaction(
      async (tx) => {
        const removed = await deleteStated(tx, { organisationId, id });
        if (removed === undefined) {
          throw new Problem(notFound, 'Your organisation has no such external identifier.');
        }
        this.log(tx, 'external-identifier-removed', removed);
      },
      { organisationId },
    );
  }

  /** What another organisation has is refused as what does not exist. */
  private async ownThing(
    tx: Tx,
    actor: Actor,
    { productId, batchId }: NewStatement,
  ): Promise<Thing> {
    if (batchId !== undefined) {
      if (productId !== undefined) {
        throw faulty('/productId', 'stands beside a batch, which tells its product; leave it out');
      }
      const [batch] = await selectBatches(tx, [batchId]);
      if (batch?.organisationId === actor.organisationId)
        return { productId: batch.productId, batchId };
      throw faulty('/batchId', 'is no batch that your organisation registered');
    }
    if (productId === undefined) {
      throw faulty('/productId', 'is needed where there is no batchId');
    }
    const product = await this.products.findOwn(tx, actor, productId);
    if (product === undefined) throw faulty('/productId', 'is no product of yours');
    return { productId, batchId: null };
  }

  private statementOf(
    organisationId: string,
    thing: Thing,
    identifier: ExternalIdentifier,
  ): StatedIdentifier {
    const createdAt = new Date(this.clock.now());
    return { id: this.random.uuid(), organisationId, ...thing, ...identifier, createdAt };
  }

  private log(tx: Tx, kind: string, { organisationId, id: subject }: StatedIdentifier): void {
    const recordedAt = new Date(this.clock.now());
    const row = { id: this.random.uuid(), organisationId, kind, subject, payload: {} };
    appendFeed(tx, [{ ...row, recordedAt }]);
  }
}

function told({ scheme, value }: NewStatement): ExternalIdentifier {
  try {
    return parseExternal(scheme, value);
  } catch (error) {
    if (error instanceof IdentifierFault) throw faulty('/value', error.message);
    throw error;
  }
}

const faulty = (pointer: string, detail: string) => faultyRequest([{ pointer, detail }]);

function tooMany(): Problem {
  const detail = `A product and its batches have at most ${statedMax} external identifiers; take one back first.`;
  return new Problem(tooManyExternalIdentifiers, detail);
}
