import { isForPeople, type PublicLink } from '../links/index.js';
import type { ProductRow } from './passport.store.js';
import { furtherPagesMax, type FurtherPage, type ProductPassport } from './product-passport.dto.js';
import type { ThingAsked } from './public-address.js';
import { publicName } from './public-name.js';

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
