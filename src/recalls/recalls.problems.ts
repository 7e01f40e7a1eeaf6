import { defineProblem } from '../kernel/index.js';

export const recallClosed = defineProblem('recall-closed', 409, 'The recall is closed');

export const publicNoticeMade = defineProblem(
  'public-notice-made',
  409,
  'The public notice of the recall was told before',
);
