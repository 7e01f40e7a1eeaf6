import { defineProblem } from '../kernel/index.js';

export const tooManyLinks = defineProblem('too-many-links', 409, 'The product has enough links');
