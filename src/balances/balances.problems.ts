import { defineProblem, faultyRequest, notFound, Problem } from '../kernel/index.js';

/** Days that one balance may cover: a year with its last day. */
export const balanceDaysMax = 366;

/** Rows of logistic units that one balance reads: where they went, and what was put in and taken out. */
export const unitRowsMax = 100_000;

export const balanceTooLarge = defineProblem(
  'balance-too-large',
  422,
  'Too much was moved in logistic units to be balanced at once',
);

/** A part of the rows would give a wrong figure, so there is none. */
export function tooLarge(rowsMax: number): Problem {
  const detail = `More than ${rowsMax} rows would have to be read. Ask for one product by productId, or for fewer by limit.`;
  return new Problem(balanceTooLarge, detail);
}

/** The same words for a party that is not there and one that the asker may not see. */
export function noSuchParty(): Problem {
  return new Problem(notFound, 'There is no such party of which you may see the balance.');
}

export function backwardInterval(): Problem {
  return faultyRequest([{ pointer: '/until', detail: 'must lie after from' }]);
}

export function longInterval(): Problem {
  const detail = `lies more than ${balanceDaysMax} days after from: ask about a shorter interval`;
  return faultyRequest([{ pointer: '/until', detail }]);
}

export function futureAsOf(): Problem {
  return faultyRequest([{ pointer: '/asOf', detail: 'lies in the future' }]);
}
