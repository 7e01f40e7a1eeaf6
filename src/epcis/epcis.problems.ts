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
export const pageTokenOver = defineProblem(
  'epcis-page-token-over',
  400,
  'The page can no longer be asked for',
);
export const invalidSubscription = defineProblem(
  'invalid-epcis-subscription',
  400,
  'The subscription is refused',
);
export const versionNotAcceptable = defineProblem(
  'epcis-version-not-acceptable',
  406,
  'No version that is asked for is spoken here',
);
export const formatNotAcceptable = defineProblem(
  'epcis-format-not-acceptable',
  406,
  'No media type that is asked for is answered here',
);
export const eventStored = defineProblem(
  'event-already-stored',
  409,
  'This event is stored already',
);
export const queryExists = defineProblem(
  'epcis-query-exists',
  409,
  'There is a query of this name already',
);
export const tooManyQueries = defineProblem(
  'too-many-epcis-queries',
  409,
  'The organisation has as many named queries as it may',
);
export const tooManySubscriptions = defineProblem(
  'too-many-epcis-subscriptions',
  409,
  'The organisation has as many subscriptions as it may',
);
export const tooManyElements = defineProblem(
  'too-many-epcis-elements',
  409,
  'The organisation keeps as many elements of master data as it may',
);
export const subscriptionEnded = defineProblem(
  'epcis-subscription-ended',
  409,
  'The subscription has ended',
);
export const documentTooLong = defineProblem(
  'epcis-document-too-long',
  413,
  'The EPCIS document holds too much for one request',
);
export const tooManyElementsFound = defineProblem(
  'epcis-query-too-wide',
  413,
  'The query stands for too many things',
);
export const queryTooComplex = defineProblem(
  'epcis-query-too-complex',
  413,
  'The query takes longer than it may',
);
export const tooManyFound = defineProblem(
  'epcis-query-too-large',
  413,
  'The query finds more than it allows',
);
export const tooManySockets = defineProblem(
  'too-many-epcis-sockets',
  429,
  'As many WebSockets are open as may be',
);
