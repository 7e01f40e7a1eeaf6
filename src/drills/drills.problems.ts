import { defineProblem, notFound, Problem } from '../kernel/index.js';

export const nothingToDrill = defineProblem(
  'nothing-to-drill',
  409,
  'There is no batch that could be drawn',
);

/** The same words for a drill that is not there and one of a firm that the asker does not oversee. */
export function noSuchDrill(): Problem {
  return new Problem(notFound, 'There is no such drill that you may see.');
}
