import type { Element } from '../identifiers/index.js';
import { formatAmount, parseStored, pieces } from '../kernel/index.js';
import { convertFor, packUnits, type Product } from '../products/index.js';
import { expiryElement } from './expiry-element.js';

/** What a unit holds of one batch, as far as its labels tell it. */
export interface UnitContent {
  readonly product: Pick<
    Product,
    'gtin' | 'unit' | 'catchWeight' | 'packLevels' | 'conversions' | 'dateType'
  >;
  /** Decimal text and the unit of the books. */
  readonly amount: string;
  readonly uom: string;
  /** Null: the batch is not known. */
  readonly number: string | null;
  readonly bestBefore: string | null;
}

/**
 * The content in elements of GS1: (02) and (37) say how many of which trade item, the largest pack with a GTIN that goes into
 * it a whole number of times. Without them a date or a batch number says nothing and is left out; the gross weight is the unit's
 * own. `content` is undefined where it is of several kinds, or not known.
 */
export function contentElements(
  content: UnitContent | undefined,
  grossKilograms: string | undefined,
): Element[] {
  const weight = grossKilograms === undefined ? [] : [grossWeight(grossKilograms)];
  const counted = content && countOf(content);
  if (content === undefined || counted === undefined) return weight;
  const { product, number, bestBefore } = content;
  const kind = product.dateType === 'use-by' ? 'use-by' : 'best-before';
  return [
    ['02', counted.gtin],
    ...(bestBefore === null ? [] : [expiryElement({ kind, on: bestBefore })]),
    ...weight,
    ['37', counted.count],
    ...(number === null ? [] : [['10', number] as const]),
  ];
}

interface Counted {
  readonly gtin: string;
  readonly count: string;
}

function countOf({ product, amount, uom }: UnitContent): Counted | undefined {
  const packs = product.packLevels
    .map(({ name, gtin }) => ({ gtin, unit: packUnits[name] }))
    .reverse();
  for (const { gtin, unit } of [...packs, { gtin: product.gtin, unit: pieces }]) {
    const converted = convertFor(product, parseStored(amount), uom, unit);
    const count = converted === undefined ? '' : formatAmount(converted);
    // Even digits make shorter bars; more than eight GS1 has no room for.
    if (gtin != null && /^[1-9]\d{0,7}$/.test(count)) {
      return { gtin, count: count.length % 2 === 0 ? count : `0${count}` };
    }
  }
  return undefined;
}

/** What a gross weight may be, in kilograms: (330n) has six digits, of which up to three stand behind the point here. */
export const grossPattern = /^(?=[\d.]{1,7}$)(?:0|[1-9]\d{0,5})(?:\.\d{1,3})?$/;

function grossWeight(kilograms: string): Element {
  const [whole = '', rest = ''] = kilograms.split('.');
  return [`330${rest.length}`, `${whole}${rest}`.padStart(6, '0')];
}
