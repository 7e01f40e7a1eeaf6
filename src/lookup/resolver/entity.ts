import type { PublicLink } from '../../links/index.js';
import { batchKey } from '../batch-key.js';
import type { RecalledPassport, RecordedPassport } from '../passport.dto.js';
import type { ProductPassport } from '../product-passport.dto.js';
import type { ThingAsked } from '../public-address.js';

/** One granularity of what was asked for: a piece, its batch, its product. */
export interface Level {
  /** Canonical GS1 key: the path of its Digital Link. */
  readonly key: string;
  /** What it is, in words. */
  readonly description: string;
  /** Whether whoever asks for it has to read our page first: it is recalled, or nothing is registered under it. */
  readonly mustWarn: boolean;
  /** Links by the owner of the product, of this level alone. */
  readonly links: readonly PublicLink[];
}

/** A thing that a Digital Link names, as far as it matters to where its reader is sent. */
export interface Entity {
  /** The most granular level first, its product last. */
  readonly levels: readonly [Level, ...Level[]];
  /** Pieces and loads have answers of their own, which nobody in between shall keep. */
  readonly isSingle: boolean;
}

/** What the records hold besides a passport. */
export interface LinkRow {
  readonly links: readonly PublicLink[] | null;
  readonly someRecalled: boolean;
}

type Told = RecordedPassport | RecalledPassport | ProductPassport;

/** A logistic unit, which nobody gives links to. */
export function unitEntity(key: string, { verdict }: Told): Entity {
  const level = { key, description: 'A logistic unit', links: [] };
  return { levels: [{ ...level, mustWarn: verdict === 'recalled' }], isSingle: true };
}

/** A product, or a batch or a piece of it, registered or not. */
export function productEntity(asked: ThingAsked, passport: Told, row: LinkRow): Entity {
  const { gtin, serial } = asked;
  const links = row.links ?? [];
  const name = passport.product?.name.text ?? gtin;
  const isRecalled = passport.verdict === 'recalled';
  const product: Level = {
    ...{ key: `/01/${gtin}`, description: name, mustWarn: isRecalled || row.someRecalled },
    links: links.filter(({ batch, serial: piece }) => batch === null && piece === null),
  };
  const isSingle = serial !== undefined;
  if (passport.verdict === 'product') return { levels: [product], isSingle };
  if (passport.verdict === 'unregistered') {
    const description = `${name}: what this link names is not registered`;
    return {
      levels: [{ key: asked.key, description, mustWarn: true, links: [] }, product],
      isSingle,
    };
  }
  const number = 'batch' in passport ? (passport.batch?.number ?? '') : '';
  const batch: Level = {
    key: batchKey(gtin, number),
    description: `${name}, batch ${number}`,
    mustWarn: isRecalled,
    links: links.filter((link) => link.batch !== null),
  };
  if (serial === undefined) return { levels: [batch, product], isSingle };
  const piece: Level = {
    ...{ key: asked.key, description: `${name}, ${serial}`, mustWarn: isRecalled },
    links: links.filter((link) => link.serial !== null),
  };
  return { levels: [piece, batch, product], isSingle };
}

/** The same thing, of which nobody can say now whether it is recalled. */
export function warned({ levels: [first, ...rest], isSingle }: Entity): Entity {
  return { isSingle, levels: [{ ...first, mustWarn: true }, ...rest] };
}
