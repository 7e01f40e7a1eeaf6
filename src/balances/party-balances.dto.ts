import { IsUUID } from 'class-validator';
import { formatAmount, parseMoment } from '../kernel/index.js';
import { IfGiven, IsMoment, PageQuery } from '../platform/index.js';
import { backwardInterval, balanceDaysMax, longInterval } from './balances.problems.js';
import type { BalanceQuestion, PartyBalance } from './party-balances.service.js';
import type { Sheet } from './sheet.js';

/** Whose balance, of what and over which interval. */
export class PartyBalanceQuery extends PageQuery {
  /** Our id of the party; left out: your own. Regulators may ask for those that they oversee. */
  @IfGiven()
  @IsUUID()
  partyId?: string;

  /** Our id of a product; left out: all that the party ever had, so many a page. */
  @IfGiven()
  @IsUUID()
  productId?: string;

  /** RFC 3339: the first moment of the interval. */
  @IsMoment()
  from!: string;

  /** RFC 3339: the moment after the interval, at most 366 days after `from`. */
  @IsMoment()
  until!: string;

  /** RFC 3339: only what was recorded by then, as it stood then. Now, if left out. */
  @IfGiven()
  @IsMoment()
  asOf?: string;
}

/**
 * The balance of one product in one unit of measure, in decimal text. `opening` + `made` + `received` + `returnedIn` +
 * `declaredGain` + `unaccountedIn` is `closing` + `shipped` + `sold` + `used` + `destroyed` + `sampled` + `declaredLoss` +
 * `unaccounted`, exactly.
 */
export class ProductBalanceView {
  /** Our id of the product. */
  productId!: string;
  /** UN/CEFACT code. Amounts of one product for which no conversion is known have a balance for each unit. */
  unit!: string;
  /** At its places, and in logistic units there, when the interval began. */
  opening!: string;
  /** Produced, harvested, caught, or made of other goods, without what was gained. */
  made!: string;
  /** Taken over from others. */
  received!: string;
  /** Come back: sent back to it, or shipped by it and taken back. */
  returnedIn!: string;
  /** Added in processing, as it declared. */
  declaredGain!: string;
  /** Used, handed on or found although no record says where it came from. */
  unaccountedIn!: string;
  /** At its places, and in logistic units there, when the interval ended. */
  closing!: string;
  /** Released to others, returns up the chain included. */
  shipped!: string;
  /** Sold to consumers. */
  sold!: string;
  /** Gone into other goods, without what was lost. */
  used!: string;
  /** Destroyed. */
  destroyed!: string;
  /** Taken as samples. */
  sampled!: string;
  /** Lost in processing, as it declared. */
  declaredLoss!: string;
  /** Gone without a record of where: missing at a count, cleaned out, or left open by processing. */
  unaccounted!: string;
}

/** What a party had, got, gave and has, by the records of it. */
export class PartyBalanceView {
  /** Our id of the party. */
  partyId!: string;
  /** RFC 3339 in UTC: the first moment of the interval. */
  from!: string;
  /** RFC 3339 in UTC: the moment after it. */
  until!: string;
  /** RFC 3339 in UTC: by what was recorded then; absent where it is by what is recorded now. */
  asOf?: string;
  /** By product and unit, those of which there was nothing left out. A page may hold fewer than `limit` products. */
  items!: ProductBalanceView[];
  /** Present while a late record is still being worked in: the figures may yet change. */
  settling?: true;
}

const dayMilliseconds = 86_400_000;

export function toBalanceQuestion(query: PartyBalanceQuery): BalanceQuestion {
  const [from, until] = [momentOf(query.from), momentOf(query.until)];
  if (until <= from) throw backwardInterval();
  if (until.getTime() - from.getTime() > balanceDaysMax * dayMilliseconds) throw longInterval();
  return {
    partyId: query.partyId?.toLowerCase() ?? null,
    productId: query.productId?.toLowerCase() ?? null,
    ...{ from, until },
    asOf: query.asOf === undefined ? null : momentOf(query.asOf),
  };
}

function toProductBalanceView({
  product,
  uom,
  opening,
  closing,
  moved,
}: Sheet): ProductBalanceView {
  const texts = Object.entries({ opening, closing, ...moved }).map(
    ([name, amount]) => [name, formatAmount(amount)] as const,
  );
  const figures = Object.fromEntries(texts) as Omit<ProductBalanceView, 'productId' | 'unit'>;
  return { productId: product, unit: uom, ...figures };
}

export function toPartyBalanceView({
  question,
  partyId,
  sheets,
  settling,
}: PartyBalance): PartyBalanceView {
  const { from, until, asOf } = question;
  return {
    ...{ partyId, from: from.toISOString(), until: until.toISOString() },
    ...(asOf !== null && { asOf: asOf.toISOString() }),
    items: sheets.map(toProductBalanceView),
    ...(settling && { settling }),
  };
}

function momentOf(text: string): Date {
  return new Date(parseMoment(text).instant);
}
