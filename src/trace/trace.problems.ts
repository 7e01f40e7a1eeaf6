import { faultyRequest, notFound, Problem } from '../kernel/index.js';

/** The same words for a batch that is not there and one of which the asker may see nothing. */
export function noSuchBatch(): Problem {
  return new Problem(notFound, 'There is no such batch in any event that you may see.');
}

export function futureAsOf(): Problem {
  return faultyRequest([{ pointer: '/asOf', detail: 'lies in the future' }]);
}

export function notOneBatch(): Problem {
  const detail = 'name what to trace by one of batchId and what';
  return faultyRequest([{ pointer: '/batchId', detail }]);
}

export function unreadableThing(pointer: string, reason: string): Problem {
  return faultyRequest([{ pointer, detail: reason }]);
}
