import { defineProblem } from '../kernel/index.js';

export const tooManyKeys = defineProblem(
  'too-many-keys',
  409,
  'Two keys of this label are valid already',
);
export const mandateExists = defineProblem(
  'mandate-exists',
  409,
  'This organisation has the mandate already',
);
export const noMandate = defineProblem('no-mandate', 403, 'You have no mandate of this party');
export const notForMembers = defineProblem(
  'not-for-members',
  403,
  'This is not done on behalf of a member',
);
export const ownAccess = defineProblem(
  'own-access',
  409,
  'The access of your own organisation is not yours to change',
);
