import { defineProblem } from '../kernel/index.js';

export const recallClosed = defineProblem('recall-closed', 409, 'The recall is closed');
