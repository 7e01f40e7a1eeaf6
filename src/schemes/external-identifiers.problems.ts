import { defineProblem } from '../kernel/index.js';

export const tooManyExternalIdentifiers = defineProblem(
  'too-many-external-identifiers',
  409,
  'The product has enough external identifiers',
);
