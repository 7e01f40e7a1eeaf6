import { defineProblem } from '../kernel/index.js';

export const recallClosed = defineProblem('recall-closed', 409, 'The recall is closed');

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
