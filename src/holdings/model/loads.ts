import type { Amount } from '../../kernel/index.js';
import type { Flow, Key, Line, Order, Posted, UnitMove } from './model.js';

/** The sum of all flows over one line before an instant. `low` and `high` sum the bounds of guesses. */
export interface LineSum {
  readonly line: Line;
  readonly amount: Amount;
  readonly low: Amount;
  readonly high: Amount;
}

/** A flow with the place in the order of the posting it came from. */
export interface OrderedFlow {
  readonly order: Order;
  readonly flow: Flow;
}

/**
 * How a key with open draws came to its state: the sums at some earlier point at which no draw was
 * open, and every flow over the key from there on.
 */
export interface KeyHistory {
  readonly opening: readonly LineSum[];
  readonly flows: readonly OrderedFlow[];
}

/** The last naming of one instance of a unit. */
export interface SeenMove {
  readonly at: number;
  readonly move: UnitMove;
}

/** The state of one key just before `since`. Lines whose three sums are all zero may be left out. */
export type KeyLoad =
  | {
      readonly kind: 'goods';
      readonly since: number;
      readonly sums: readonly LineSum[];
      readonly history: KeyHistory | null;
    }
  | { readonly kind: 'standing'; readonly since: number; readonly instances: readonly string[] }
  | { readonly kind: 'timeline'; readonly since: number; readonly moves: readonly SeenMove[] };

/** What a replay has to go on: keys as they were, and all that touched them since. */
export interface Slice {
  readonly loads: ReadonlyMap<Key, KeyLoad>;
  /** Every stored posting at or after `since` of a loaded key that it touches. */
  readonly tail: readonly Posted[];
}

/** A key that a replay found it must know, from when on, and whether the way to its state counts. */
export interface Need {
  readonly key: Key;
  readonly since: number;
  readonly history: boolean;
}
