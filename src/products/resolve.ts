import { isUuid } from '../kernel/index.js';
import type { Clock, Random, Reader, Tx } from '../platform/index.js';
import { selectNamed, selectOrMention, type NamedRow } from './known-products.store.js';
import type { NamedProduct } from './product.js';

/**
 * The products that canonical keys name, in one statement: `/01/{gtin}` and `urn:uuid:{our id}`. Keys of products
 * that nobody has named yet, or that name no product, are missing from the answer.
 */
export async function resolveProducts(
  reader: Reader,
  keys: readonly string[],
): Promise<ReadonlyMap<string, NamedProduct>> {
  const { ids, gtins } = namesIn(keys);
  return named(await selectNamed(reader, ids, gtins));
}

/**
 * As `resolveProducts`; unknown GTINs become products without owner, whose registration adopts them later. A
 * second statement is only sent where another transaction mentioned the same GTIN at the same moment.
 */
export async function resolveOrMentionProducts(
  tx: Tx,
  keys: readonly string[],
  { clock, random }: { readonly clock: Clock; readonly random: Random },
): Promise<ReadonlyMap<string, NamedProduct>> {
  const { ids, gtins } = namesIn(keys);
  const fresh = { ids: gtins.map(() => random.uuid()), mentionedAt: new Date(clock.now()) };
  const rows = await selectOrMention(tx, ids, gtins, fresh);
  const found = new Set(rows.map(({ asked }) => asked));
  const missed = gtins.filter((gtin) => !found.has(gtin));
  return named(missed.length === 0 ? rows : [...rows, ...(await selectNamed(tx, [], missed))]);
}

/** Sorted, as everyone claims GTINs, so that nobody waits in a circle. */
function namesIn(keys: readonly string[]): { ids: string[]; gtins: string[] } {
  const having = (start: string) =>
    keys.filter((key) => key.startsWith(start)).map((key) => key.slice(start.length));
  return {
    ids: having('urn:uuid:').filter(isUuid),
    gtins: [...new Set(having('/01/').filter((rest) => /^\d{14}$/.test(rest)))].sort(),
  };
}

function named(rows: readonly NamedRow[]): ReadonlyMap<string, NamedProduct> {
  return new Map(
    rows.map(({ asked, level, ...product }) => [
      isUuid(asked) ? `urn:uuid:${asked}` : `/01/${asked}`,
      { product, level },
    ]),
  );
}
