import type { Reader } from '../../platform/index.js';
import { selectPast } from './fold.store.js';
import { copyState, undoPosted, type KeyState } from '../books/key-state.js';
import type { KeyHistory } from '../model/loads.js';
import type { Key } from '../model/model.js';
import { compareOrder } from '../model/order.js';

/** Postings read at a time on the way back. */
const pastPage = 500;

/** Where a walk back begins, and how far it has to go at least. */
export interface Way {
  /** The state just before `before`. */
  readonly state: KeyState;
  readonly before: number;
  /** The walk does not end later than this instant; left out, it ends as soon as no draw is open. */
  readonly reach?: number;
}

/** Walks back from a state until no draw is open; all flows from there on are the history. */
export async function historyBefore(
  reader: Reader,
  key: Key,
  { state, before, reach = Infinity }: Way,
): Promise<KeyHistory> {
  const flows: KeyHistory['flows'][number][] = [];
  const opening = copyState(state);
  let start = before;
  while (hasOpenDraws(opening) || start > reach) {
    const page = await selectPast(reader, key, start, pastPage);
    if (page.length === 0) break;
    const newestFirst = page
      .map(({ posted }) => posted)
      .sort((a, b) => compareOrder(b.order, a.order));
    for (const posted of newestFirst) {
      undoPosted(opening, key, posted);
      for (const flow of posted.flows.toReversed()) flows.push({ order: posted.order, flow });
    }
    start = Math.min(...page.map(({ posted }) => posted.order.at));
  }
  return {
    opening: opening.kind === 'goods' ? [...opening.sums.values()] : [],
    flows: flows.reverse(),
  };
}

function hasOpenDraws(state: KeyState): boolean {
  if (state.kind !== 'goods') return false;
  return [...state.sums.values()].some(
    ({ line, amount }) => line.book === 'draws' && amount !== 0n,
  );
}
