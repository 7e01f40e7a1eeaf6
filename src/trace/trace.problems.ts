import { faultyRequest, notFound, Problem } from '../kernel/index.js';
import { entryDaysMax } from './entry/entry.js';
import { batchesMadeMax } from './trace-question.js';

/** The same words for a batch that is not there and one of which the asker may see nothing. */
export function noSuchBatch(): Problem {
  return new Problem(notFound, 'There is no such batch in any event that you may see.');
}

/** The same words for what a label names that is not there and for what the asker may see nothing of. */
export function noSuchThing(): Problem {
  return new Problem(
    notFound,
    'There is no such batch, item or logistic unit in any event that you may see.',
  );
}

/** Of several batches: which of them are not there, or hidden. */
export function noSuchBatches(places: readonly number[]): Problem {
  const detail = 'names no batch in any event that you may see; leave it out';
  return faultyRequest(places.map((place) => ({ pointer: `/batchId/${place}`, detail })));
}

/** The same words for a product that is not there, one without such batches, and one of which the asker may see none. */
export function noBatchesMade(): Problem {
  return new Problem(
    notFound,
    'There is no batch of this product that was made then or keeps until then in any event that you may see.',
  );
}

export function tooManyBatches(): Problem {
  const detail = `has more than ${batchesMadeMax} such batches: say fewer days by madeFrom, madeUntil or bestBefore`;
  return faultyRequest([{ pointer: '/productId', detail }]);
}

/** The same words for goods that are not there and for those that the asker may see nothing of. */
export function noSuchGoods(): Problem {
  return new Problem(
    notFound,
    'There are no goods of this product without a batch at this place in any event that you may see.',
  );
}

/** The same words for a place that is not there and one where the asker saw nothing come or go. */
export function noSuchPlace(): Problem {
  return new Problem(notFound, 'There is no such place in any event that you may see.');
}

export function futureAsOf(): Problem {
  return faultyRequest([{ pointer: '/asOf', detail: 'lies in the future' }]);
}

export function futureUntil(): Problem {
  return faultyRequest([{ pointer: '/until', detail: 'lies in the future' }]);
}

export function untilBeforeEntry(): Problem {
  const detail = 'lies before enteredFrom: nothing had come under the hazard by then';
  return faultyRequest([{ pointer: '/until', detail }]);
}

export function futureEntry(): Problem {
  return faultyRequest([{ pointer: '/enteredFrom', detail: 'lies in the future' }]);
}

export function notOneStart(): Problem {
  const detail =
    'name what to trace by one of batchId, what, productId and placeId, or goods without a batch by productId and placeId together';
  return faultyRequest([{ pointer: '/batchId', detail }]);
}

/** Members that say nothing beside the way in which the goods are named. */
export function outOfPlace(members: readonly (readonly [string, string])[]): Problem {
  return faultyRequest(members.map(([member, detail]) => ({ pointer: `/${member}`, detail })));
}

/** Said only of a batch that the asker may see. */
export function enteredByBatch(): Problem {
  const detail = 'belongs to a place or a logistic unit, and the label names a batch; leave it out';
  return outOfPlace([['enteredFrom', detail]]);
}

export function openInterval(missing: readonly string[]): Problem {
  const detail = 'is missing: say within which interval the hazard entered at the place';
  return faultyRequest(missing.map((member) => ({ pointer: `/${member}`, detail })));
}

export function backwardInterval(): Problem {
  return faultyRequest([{ pointer: '/enteredUntil', detail: 'lies before enteredFrom' }]);
}

export function longInterval(): Problem {
  const detail = `lies more than ${entryDaysMax} days after enteredFrom: ask about a shorter interval`;
  return faultyRequest([{ pointer: '/enteredUntil', detail }]);
}

export function backwardDays(): Problem {
  return faultyRequest([{ pointer: '/madeUntil', detail: 'lies before madeFrom' }]);
}

export function onlyForward(): Problem {
  const detail = 'must be forward, or left out, for a hazard that entered at a place';
  return faultyRequest([{ pointer: '/direction', detail }]);
}

export function onlyBackward(): Problem {
  const detail = 'must be backward, or left out, for goods without a batch at a place';
  return faultyRequest([{ pointer: '/direction', detail }]);
}

export function unreadableThing(pointer: string, reason: string): Problem {
  return faultyRequest([{ pointer, detail: reason }]);
}
