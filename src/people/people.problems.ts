import { defineProblem } from '../kernel/index.js';

export const memberSignsIn = defineProblem(
  'member-signs-in',
  409,
  'The member invites its people itself',
);
export const lastOwner = defineProblem(
  'last-owner',
  409,
  'The organisation would be left without an owner',
);
