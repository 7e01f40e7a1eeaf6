import { defineProblem } from '../kernel/index.js';

export const invalidDocument = defineProblem(
  'invalid-epcis-document',
  400,
  'The EPCIS document is refused',
);
export const invalidEvent = defineProblem('invalid-epcis-event', 400, 'The event is refused');
export const invalidHeader = defineProblem(
  'invalid-epcis-header',
  400,
  'A header of EPCIS is not understood',
);
export const invalidQuery = defineProblem('invalid-epcis-query', 400, 'The query is refused');
export const versionNotAcceptable = defineProblem(
  'epcis-version-not-acceptable',
  406,
  'No version that is asked for is spoken here',
);
export const eventStored = defineProblem(
  'event-already-stored',
  409,
  'This event is stored already',
);
export const documentTooLong = defineProblem(
  'epcis-document-too-long',
  413,
  'The EPCIS document holds too much for one request',
);
export const tooManyEventsFound = defineProblem(
  'epcis-query-too-large',
  413,
  'The query finds more events than it allows',
);
