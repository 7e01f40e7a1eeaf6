import { invalidRequest, notFound, Problem } from '../kernel/index.js';

/** The same words for a batch that is not there and one of which the asker may see nothing. */
export function noSuchBatch(): Problem {
  return new Problem(notFound, 'There is no such batch in any event that you may see.');
}

export function futureAsOf(): Problem {
  const detail = 'lies in the future';
  return new Problem(invalidRequest, `asOf: ${detail}`, [{ pointer: '/asOf', detail }]);
}
