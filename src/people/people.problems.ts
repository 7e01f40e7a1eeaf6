import { defineProblem } from '../kernel/index.js';

export const invitesItself = defineProblem(
  'invites-itself',
  409,
  'The organisation invites its people itself',
);
export const accessEnded = defineProblem(
  'access-ended',
  409,
  'The access of the organisation has ended',
);
export const lastOwner = defineProblem(
  'last-owner',
  409,
  'The organisation would be left without an owner',
);
