import { defineProblem } from '../kernel/index.js';

/** Carries `productId`: a GTIN is public, and so is what it names. */
export const productExists = defineProblem(
  'product-exists',
  409,
  'A product has this GTIN or item code',
);
