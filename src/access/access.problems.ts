import { defineProblem } from '../kernel/index.js';

export const tooManyKeys = defineProblem(
  'too-many-keys',
  409,
  'Two keys of this label are valid already',
);
