import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/index.js';
import { areHandoffsSettling, isSettling, timelineKey, unitOf } from '../holdings/index.js';
import { Clock, Database, type Tx } from '../platform/index.js';
import { futureAsOf, noSuchParty, tooLarge, unitRowsMax } from './balances.problems.js';
import {
  selectLooseCrossings,
  selectOrganisationOf,
  selectOwnAccounts,
  selectPartyBooks,
  selectProductsOf,
  selectUnitFlows,
  selectUnitSteps,
  type AskedBooks,
  type PartyBooks,
} from './party-books.store.js';
import { isEmpty, sheetsOf, type Sheet } from './sheet.js';
import { transformationCrossings } from './transformation-crossings.js';
import { unitCrossings } from './unit-crossings.js';

/** What one request asks about the balance of a party. */
export interface BalanceQuestion {
  /** Null: the asker's own. */
  readonly partyId: string | null;
  /** Null: all that the party ever had, page by page. */
  readonly productId: string | null;
  readonly from: Date;
  /** Not part of the interval. */
  readonly until: Date;
  /** What was known at this instant; null for now. */
  readonly asOf: Date | null;
}

/** A page of products, in the order of their ids. */
export interface ProductsPage {
  readonly after: string | undefined;
  readonly limit: number;
}

export interface PartyBalance {
  readonly question: BalanceQuestion;
  readonly partyId: string;
  readonly sheets: readonly Sheet[];
  /** The products of this page, and one more if there are more. */
  readonly products: readonly string[];
  /** A late record is still being worked in; of an earlier moment nothing is. */
  readonly settling: boolean;
}

/** What a party had, got, gave and has, by its books. */
@Injectable()
export class PartyBalancesService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly rowsMax = unitRowsMax,
  ) {}

  /** Of the asker's own party, or of one that it oversees. */
  async of(actor: Actor, question: BalanceQuestion, page: ProductsPage): Promise<PartyBalance> {
    const { asOf } = question;
    if (asOf !== null && asOf.getTime() > this.clock.now()) throw futureAsOf();
    const { organisationId } = actor;
    return this.database.transaction((tx) => this.read(tx, actor, question, page), {
      organisationId,
      snapshot: true,
    });
  }

  private async read(
    tx: Tx,
    actor: Actor,
    question: BalanceQuestion,
    { after, limit }: ProductsPage,
  ): Promise<PartyBalance> {
    const partyId = question.partyId ?? actor.partyId;
    const organisationId = await selectOrganisationOf(tx, partyId, actor);
    if (organisationId === undefined) throw noSuchParty();
    // Whose books they are was asked through the asker's own eyes; units come into them by records of others.
    tx.become('trace');
    const books = await selectPartyBooks(tx, organisationId, partyId);
    const { productId } = question;
    const products =
      productId === null
        ? await selectProductsOf(tx, books, { after: after ?? '', most: limit + 1 })
        : [productId];
    const asked = { ...question, products: products.slice(0, limit) };
    const units = await this.inUnits(tx, books, asked);
    const crossings = [
      ...(await selectLooseCrossings(tx, books, asked)),
      ...units.crossings,
      ...transformationCrossings(await selectOwnAccounts(tx, books, asked)),
    ];
    const sheets = sheetsOf(crossings).filter((sheet) => !isEmpty(sheet));
    // A hand-off of units alone names no product, and may bring one that the party never had.
    const settling =
      question.asOf === null &&
      ((await isSettling(tx, { keys: units.keys, things: asked.products, partyId })) ||
        (await areHandoffsSettling(tx, { keys: units.keys, eventIds: [], partyId })));
    return { question, partyId, sheets, products, settling };
  }

  private async inUnits(tx: Tx, books: PartyBooks, asked: AskedBooks) {
    const steps = await selectUnitSteps(tx, books, asked, this.rowsMax + 1);
    const instances = [...new Set(steps.map(({ instance }) => instance))];
    const most = this.rowsMax + 1 - steps.length;
    const flows = most < 1 ? [] : await selectUnitFlows(tx, books, asked, { instances, most });
    if (steps.length + flows.length > this.rowsMax) throw tooLarge(this.rowsMax);
    return {
      crossings: unitCrossings(steps, flows, asked.from.getTime()),
      keys: instances.map((instance) => timelineKey(unitOf(instance))),
    };
  }
}
