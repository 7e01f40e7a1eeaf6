import { defineProblem, notFound, Problem } from '../kernel/index.js';

export const recallClosed = defineProblem('recall-closed', 409, 'The recall is closed');

export const recallOpen = defineProblem('recall-open', 409, 'The recall is open');

export const publicNoticeMade = defineProblem(
  'public-notice-made',
  409,
  'The public notice of the recall was told before',
);

export const secondSignature = defineProblem(
  'second-signature',
  409,
  'Two people open a recall of this organisation',
);

export const draftChanged = defineProblem(
  'draft-changed',
  409,
  'The draft says something else than what was read',
);

export const sameSigner = defineProblem(
  'same-signer',
  409,
  'The same person signed the recall before',
);

export const nothingToSign = defineProblem(
  'nothing-to-sign',
  409,
  'The recall waits for no signature',
);

export const signatureDue = defineProblem(
  'signature-due',
  409,
  'The second signature of the recall is due',
);

export const takenOver = defineProblem(
  'recall-taken-over',
  409,
  'An authority took the recall over',
);

export const notItsAuthority = defineProblem(
  'not-its-authority',
  403,
  'The recall is not under this authority',
);

export const noLastDay = defineProblem(
  'no-last-day',
  409,
  'The recall has no last day for its completion',
);

export const extensionAsked = defineProblem(
  'extension-asked',
  409,
  'More time was asked for before',
);

export const extensionDecided = defineProblem(
  'extension-decided',
  409,
  'The extension was decided about before',
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
