/**
 * products (L3): what is traded: trade items by GTIN or by their owner's item code, how they are packed, and how
 * amounts of them convert.
 *
 * Tables: product, product_gtin. Invariants: a GTIN names one product, or one pack of one product, for ever; a
 * GTIN that an event names before anyone registers it is a product without owner, which its registration adopts;
 * unit, blending and catch weight never change, and packs are only added; no two conversions can disagree; each
 * registration and change has its feed row.
 * Not here: batches; where a product is; what its shelf life means for a pack on a shelf.
 */
export { convertFor, measure, packUnits } from './packing.js';
export { lockProductsExclusive, lockProductsShared } from './known-products.store.js';
export type { NamedProduct, Product } from './product.js';
export { ProductsModule } from './products.module.js';
export { ProductsService, type NewProduct } from './products.service.js';
export { resolveOrMentionProducts, resolveProducts } from './resolve.js';
