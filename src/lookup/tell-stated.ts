import { publicName } from './public-name.js';
import type { StatedRow } from './passport.store.js';
import { ownPage } from './resolver/own-links.js';
import { statedThingsMax, type StatedPassport, type StatedThing } from './stated-passport.dto.js';

/** What firms say of a code of another scheme; undefined where nobody says anything of it. */
export function statedPassport(
  rows: readonly StatedRow[],
  code: string,
  publicUrl: string,
): StatedPassport | undefined {
  if (rows.length === 0) return undefined;
  return {
    ...{ verdict: 'stated', code },
    things: rows.slice(0, statedThingsMax).map((row) => thingOf(row, publicUrl)),
    ...(rows.length > statedThingsMax && { more: true }),
    ...(rows[0]?.othersUnread && { othersMayBeRecalled: true }),
  };
}

function thingOf(row: StatedRow, publicUrl: string): StatedThing {
  const { scheme, batch, batchCode, productGtin: gtin } = row;
  const key = batchCode !== null ? `/${batchCode}` : gtin !== null ? `/01/${gtin}` : undefined;
  return {
    scheme,
    product: {
      name: publicName(row.productName, row.productNames),
      ...(gtin !== null && { gtin }),
    },
    owner: publicName(row.issuerName, row.issuerNames),
    ...(batch !== null && { batch }),
    ...(row.recalled && { recalled: true }),
    // Who says which batch it is has no number to compare.
    ...(batch === null && row.someRecalled && { someRecalled: true }),
    ...(key !== undefined && { page: ownPage(key, publicUrl) }),
  };
}
