import { defineProblem } from '../kernel/index.js';

export const tooManyKeys = defineProblem(
  'too-many-keys',
  409,
  'Two keys of this label are valid already',
);
export const ownAccess = defineProblem(
  'own-access',
  409,
  'The access of your own organisation is not yours to change',
);
