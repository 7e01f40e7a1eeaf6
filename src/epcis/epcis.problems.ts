import { defineProblem } from '../kernel/index.js';

export const invalidDocument = defineProblem(
  'invalid-epcis-document',
  400,
  'The EPCIS document is refused',
);
export const documentTooLong = defineProblem(
  'epcis-document-too-long',
  413,
  'The EPCIS document holds too much for one request',
);
export const invalidQuery = defineProblem('invalid-epcis-query', 400, 'The query is refused');
export const tooManyEventsFound = defineProblem(
  'epcis-query-too-large',
  413,
  'The query finds more events than it allows',
);
