import { defineProblem } from '../kernel/index.js';

export const batchNumberTaken = defineProblem(
  'batch-number-taken',
  409,
  'The batch number is already used',
);
