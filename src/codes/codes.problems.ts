import { defineProblem } from '../kernel/index.js';

export const codeVoid = defineProblem('code-void', 409, 'A code is void');
