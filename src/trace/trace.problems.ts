import { invalidRequest, notFound, Problem } from '../kernel/index.js';

/** The same words for a batch that is not there and one of which the asker may see nothing. */
export function noSuchBatch(): Problem {
  return new Problem(notFound, 'There is no such batch in any event that you may see.');
}

export function futureAsOf(): Problem {
  const detail = 'lies in the future';
  return new Problem(invalidRequest, `asOf: ${detail}`, [{ pointer: '/asOf', detail }]);
}

export function notOneBatch(): Problem {
  const detail = 'name what to trace by one of batchId and what';
  return new Problem(invalidRequest, detail, [{ pointer: '/batchId', detail }]);
}

export function unreadableThing(reason: string): Problem {
  return new Problem(invalidRequest, `what: ${reason}`, [{ pointer: '/what', detail: reason }]);
}
