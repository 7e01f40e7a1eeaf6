import { defineProblem } from '../kernel/index.js';

export const lastOwner = defineProblem(
  'last-owner',
  409,
  'The person is the last owner of the organisation',
);
