import { defineProblem, notFound, Problem } from '../kernel/index.js';

export const recallClosed = defineProblem('recall-closed', 409, 'The recall is closed');

export const recallOpen = defineProblem('recall-open', 409, 'The recall is open');

export const publicNoticeMade = defineProblem(
  'public-notice-made',
  409,
  'The public notice of the recall was told before',
);

export const disposalDone = defineProblem(
  'disposal-done',
  409,
  'What became of this was told before',
);

export const outcomeRecorded = defineProblem(
  'outcome-recorded',
  409,
  'What this check found there was told before',
);

/** One that does not concern the actor is told as one that does not exist. */
export function unknownRecall(): Problem {
  return new Problem(notFound, 'There is no such recall that concerns you.');
}
