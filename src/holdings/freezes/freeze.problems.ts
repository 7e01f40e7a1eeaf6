import { defineProblem, Problem } from '../../kernel/index.js';
import type { Meeting } from './freeze.js';

export const goodsFrozen = defineProblem('goods-frozen', 409, 'A recall has stopped these goods');

/** The refusal of an act on frozen goods. The recall's owner has told every holder, so its id is no secret here. */
export function refuseFrozen(meetings: readonly Meeting[]): Problem | undefined {
  const [first] = meetings;
  if (first === undefined) return undefined;
  const sure = meetings.find(({ exposure }) => exposure.least > 0n);
  const { recallId, batchId } = (sure ?? first).freeze;
  const detail = sure
    ? 'These goods are under recall: set them apart, return them or have them destroyed.'
    : 'These goods may be of a batch under recall: check the number, and name the batch.';
  return new Problem(goodsFrozen, detail, [], { recallId, batchId });
}
