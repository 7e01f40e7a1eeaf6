import { formatInstant, formatOffset, parseOffset } from '../kernel/index.js';
import { publicLink } from '../codes/index.js';
import { digitalLink } from '../identifiers/index.js';
import { isForPeople, type PublicLink } from '../links/index.js';
import { cautionOf, defaultThresholds, isOfOnePack } from '../scans/index.js';
import { hasHopped, journeyOf } from './journey.js';
import type {
  KnownGoods,
  PublicBatch,
  PublicCode,
  PublicLooks,
  PublicName,
  PublicProduct,
  PublicRecall,
  RecordedPassport,
  RecalledPassport,
  UnknownPassport,
} from './passport.dto.js';
import type { AnyRow, CodeRow, ProductRow, RecallRow, SsccRow } from './passport.store.js';
import type { Passport } from './passport.js';
import { furtherPagesMax, type FurtherPage, type ProductPassport } from './product-passport.dto.js';
import { publicName } from './public-name.js';
import type { ThingAsked } from './public-address.js';

/** What an answer depends on besides the records. */
export interface Circumstances {
  /** Where links lead; no trailing slash. */
  readonly publicUrl: string;
  readonly now: number;
}

type FoundPassport = RecordedPassport | RecalledPassport;

/** Says about a thing nothing but that it was asked for. */
export function unknownPassport(key: string): UnknownPassport {
  return { verdict: 'unknown', code: key.startsWith('/t/') ? key.slice('/t/'.length) : key };
}

/**
 * The public answer about a code of ours. A recall outranks everything, even that an item code is not active
 * yet; without one, such a code is answered as one that was never issued, for ever if it was voided on the roll.
 */
export function codePassport(row: CodeRow, by: Circumstances): FoundPassport | undefined {
  const goods = goodsOf(row, by);
  if (row.recall !== null) return { ...goods, verdict: 'recalled', recall: recallOf(row.recall) };
  if (row.activatedAt === null) return undefined;
  if (row.voidedAt !== null) return { ...goods, verdict: 'withdrawn' };
  if (row.consumedAt !== null) {
    return { ...goods, verdict: 'used-up', usedUpOn: dayOf(row.consumedAt.getTime(), row) };
  }
  if (row.blockedAt !== null) return { ...goods, verdict: 'suspected-copy' };
  return { ...goods, verdict: verdictOf(row, goods, by.now) };
}

export function ssccPassport(row: SsccRow, key: string, by: Circumstances): FoundPassport {
  const code: PublicCode = {
    text: key,
    kind: 'unit',
    link: digitalLink(key, by.publicUrl),
    issuedOn: formatInstant(row.issuedAt.getTime(), 0).slice(0, 10),
  };
  const goods = {
    code,
    ...(row.isOpen && { issuer: issuerOf(row), ...contentsOf(row) }),
    ...(row.settling && { settling: true }),
    journey: [],
  };
  return row.recall === null
    ? { ...goods, verdict: 'recorded' }
    : { ...goods, verdict: 'recalled', recall: recallOf(row.recall) };
}

/** What is told of a product by its GTIN, also where a number below it is that of nothing registered. */
export function productPassport(row: ProductRow, asked: ThingAsked): ProductPassport {
  const { key, gtin, batch, serial } = asked;
  const isRegistered = batch === undefined && serial === undefined;
  return {
    verdict: isRegistered ? 'product' : 'unregistered',
    registered: isRegistered,
    code: isRegistered ? `/01/${gtin}` : key,
    ...(!isRegistered && { missing: serial === undefined ? 'batch' : 'serial' }),
    product: {
      name: publicName(row.productName, row.productNames),
      gtin: row.productGtin ?? gtin,
    },
    owner: publicName(row.issuerName, row.issuerNames),
    ...(row.someRecalled && { someRecalled: true }),
    ...(isRegistered && row.links !== null && { pages: furtherPages(row.links) }),
  };
}

function furtherPages(links: readonly PublicLink[]): readonly FurtherPage[] {
  const pages = links.filter(isForPeople).slice(0, furtherPagesMax);
  return pages.map(({ title, href }) => ({ title, href }));
}

function goodsOf(row: CodeRow, { publicUrl }: Circumstances): KnownGoods {
  const code: PublicCode = {
    text: row.code,
    kind: row.kind,
    link: publicLink(row, row.code, publicUrl),
    issuedOn: dayOf(row.issuedAt.getTime(), row),
  };
  return {
    code,
    issuer: issuerOf(row),
    ...contentsOf(row),
    ...(row.settling && { settling: true }),
    ...(row.productName !== null && { product: productOf(row, row.productName) }),
    ...batchOf(row),
    ...(row.origin !== null && { origin: publicName(row.origin) }),
    ...looksOf(row),
    journey: journeyOf(row.steps ?? [], !row.leftOut),
    ...(row.leftOut && { stepsLeftOut: row.leftOut }),
  };
}

/** Whether the next look of a person is the first one, and to be stored before it is answered. */
export function awaitsLook({ kind, activatedAt, voidedAt, firstLookAt }: CodeRow): boolean {
  const isInUse = activatedAt !== null && voidedAt === null;
  return isOfOnePack(kind) && isInUse && firstLookAt === null;
}

/** The answer to the first look, which is told as what it is. */
export function atFirstLook(passport: Passport, at: Date): Passport {
  if (!('journey' in passport)) return passport;
  const offset = passport.batch === undefined ? 0 : parseOffset(passport.batch.offset);
  return { ...passport, looks: { firstAt: formatInstant(at.getTime(), offset), times: 1 } };
}

/** Looks before a code was in use were of whoever prints and packs. */
function looksOf(row: CodeRow): { readonly looks?: PublicLooks } {
  const { kind, activatedAt, firstLookAt, sessions, thresholds } = row;
  if (!isOfOnePack(kind) || activatedAt === null || firstLookAt === null) return {};
  const caution = cautionOf(row, thresholds ?? defaultThresholds);
  return {
    looks: {
      firstAt: formatInstant(firstLookAt.getTime(), offsetOf(row)),
      // What was noted a moment ago is counted in the next.
      times: Math.max(1, sessions),
      ...(caution !== undefined && { caution }),
    },
  };
}

function issuerOf({ issuerName, issuerNames }: AnyRow): PublicName {
  return publicName(issuerName, issuerNames);
}

function contentsOf({ contents }: AnyRow): { readonly contents?: readonly PublicName[] } {
  if (contents === null) return {};
  return { contents: contents.map(({ name, names }) => publicName(name, names)) };
}

function productOf({ productNames, productGtin }: CodeRow, name: string): PublicProduct {
  return {
    name: publicName(name, productNames),
    ...(productGtin !== null && { gtin: productGtin }),
  };
}

function batchOf(row: CodeRow): { readonly batch?: PublicBatch } {
  const { number, madeFrom, madeUntil, bestBefore, dateType, steps } = row;
  if (number === null || madeFrom === null || madeUntil === null) return {};
  const isHarvest = steps?.some(({ activity }) => activity === 'harvest') === true;
  const [from, until] = [madeFrom.getTime(), madeUntil.getTime()];
  const madeOn = dayOf(from, row);
  // The end of a whole day is the first instant of the next one.
  const lastDay = until - 1 > from ? dayOf(until - 1, row) : madeOn;
  return {
    batch: {
      number,
      making: isHarvest ? 'harvest' : 'production',
      madeOn,
      ...(lastDay !== madeOn && { madeUntil: lastDay }),
      offset: formatOffset(offsetOf(row)),
      ...(bestBefore !== null && {
        date: { kind: dateType === 'use-by' ? 'use-by' : 'best-before', on: bestBefore },
      }),
    },
  };
}

function verdictOf(row: CodeRow, goods: KnownGoods, now: number): RecordedPassport['verdict'] {
  if (row.bestBefore !== null && dayOf(now, row) > row.bestBefore) return 'expired';
  return hasHopped(goods.journey) ? 'recorded' : 'recorded-no-hop';
}

function recallOf(recall: RecallRow): PublicRecall {
  return {
    openedAt: new Date(recall.opened_at).toISOString(),
    orderedBy: publicName(recall.ordered_by, recall.ordered_by_names),
    byRegulator: recall.ordered,
    reason: publicName(recall.reason),
    ...(recall.advice !== null && { advice: publicName(recall.advice) }),
    ...(recall.refund !== null && { refund: publicName(recall.refund) }),
    ...(recall.contact !== null && { contact: publicName(recall.contact) }),
  };
}

function dayOf(instant: number, row: CodeRow): string {
  return formatInstant(instant, offsetOf(row)).slice(0, 10);
}

function offsetOf({ madeOffset }: CodeRow): number {
  return madeOffset === null ? 0 : parseOffset(madeOffset);
}
