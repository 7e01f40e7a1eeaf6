import { defineProblem } from '../../kernel/index.js';

export const malformedJson = defineProblem('malformed-json', 400, 'The body is not JSON');
export const malformedXml = defineProblem('malformed-xml', 400, 'The body is not XML');
export const malformedForm = defineProblem('malformed-form', 400, 'The form cannot be read');
export const bodyTooLarge = defineProblem('body-too-large', 413, 'The body is too large');
export const bodyTooDeep = defineProblem('body-too-deep', 422, 'The JSON is nested too deeply');
export const unsupportedMediaType = defineProblem(
  'unsupported-media-type',
  415,
  'The body has a media type that is not read here',
);
export const unauthorised = defineProblem('unauthorised', 401, 'A valid key is needed');
export const forbidden = defineProblem('forbidden', 403, 'Your key may not do this');
export const methodNotAllowed = defineProblem('method-not-allowed', 405, 'Method not allowed');
export const idempotencyKeyReused = defineProblem(
  'idempotency-key-reused',
  409,
  'This Idempotency-Key was used for another request',
);
export const idempotencyUnfinished = defineProblem(
  'idempotency-unfinished',
  409,
  'The first request with this Idempotency-Key has no answer to repeat',
);
export const malformedAddress = defineProblem(
  'malformed-address',
  400,
  'The address cannot be read',
);
export const unavailable = defineProblem('unavailable', 503, 'The service cannot answer just now');
export const tooManyRequests = defineProblem('too-many-requests', 429, 'Too many requests');
export const internalError = defineProblem('internal-error', 500, 'Our mistake');
