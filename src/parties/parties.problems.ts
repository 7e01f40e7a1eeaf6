import { defineProblem } from '../kernel/index.js';

/** Carries `partyId`, the party that has the identifier: anyone may look a party up by it. */
export const partyExists = defineProblem('party-exists', 409, 'The party is already registered');

export const prefixTaken = defineProblem(
  'prefix-taken',
  409,
  'Another company prefix makes the same keys',
);

export const tooManyPrefixes = defineProblem(
  'too-many-prefixes',
  409,
  'The organisation has so many company prefixes already',
);

export const locationExists = defineProblem(
  'location-exists',
  409,
  'Another location has this GLN and extension',
);
