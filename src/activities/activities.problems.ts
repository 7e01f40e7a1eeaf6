import { defineProblem } from '../kernel/index.js';

export const moreOutThanIn = defineProblem(
  'more-out-than-in',
  422,
  'More comes out than went in, and no gain is declared',
);
