import { defineProblem } from '../kernel/index.js';

export const lastOwner = defineProblem(
  'last-owner',
  409,
  'The organisation would be left without an owner',
);
