import { faultyRequest, notFound, Problem } from '../kernel/index.js';
import { entryDaysMax } from './entry/entry.js';

/** The same words for a batch that is not there and one of which the asker may see nothing. */
export function noSuchBatch(): Problem {
  return new Problem(notFound, 'There is no such batch in any event that you may see.');
}

/** The same words for a place that is not there and one where the asker saw nothing come or go. */
export function noSuchPlace(): Problem {
  return new Problem(notFound, 'There is no such place in any event that you may see.');
}

export function futureAsOf(): Problem {
  return faultyRequest([{ pointer: '/asOf', detail: 'lies in the future' }]);
}

export function futureEntry(): Problem {
  return faultyRequest([{ pointer: '/from', detail: 'lies in the future' }]);
}

export function notOneStart(): Problem {
  const detail = 'name what to trace by one of batchId, what and placeId';
  return faultyRequest([{ pointer: '/batchId', detail }]);
}

export function openInterval(given: {
  from?: string | undefined;
  until?: string | undefined;
}): Problem {
  const detail = 'is missing: say within which interval the hazard entered at the place';
  const missing = (['from', 'until'] as const).filter((end) => given[end] === undefined);
  return faultyRequest(missing.map((end) => ({ pointer: `/${end}`, detail })));
}

export function intervalWithoutPlace(given: {
  from?: string | undefined;
  until?: string | undefined;
}): Problem {
  const detail = 'belongs to placeId: a hazard of a batch entered with its making; leave it out';
  const extra = (['from', 'until'] as const).filter((end) => given[end] !== undefined);
  return faultyRequest(extra.map((end) => ({ pointer: `/${end}`, detail })));
}

export function backwardInterval(): Problem {
  return faultyRequest([{ pointer: '/until', detail: 'lies before from' }]);
}

export function longInterval(): Problem {
  const detail = `lies more than ${entryDaysMax} days after from: ask about a shorter interval`;
  return faultyRequest([{ pointer: '/until', detail }]);
}

export function onlyForward(): Problem {
  const detail = 'must be forward, or left out, for a hazard that entered at a place';
  return faultyRequest([{ pointer: '/direction', detail }]);
}

export function unreadableThing(pointer: string, reason: string): Problem {
  return faultyRequest([{ pointer, detail: reason }]);
}
