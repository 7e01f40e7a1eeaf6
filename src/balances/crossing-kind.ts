import type { MovementKind } from './sheet.js';

/**
 * What stands at the far end of a movement. `inside`: the party has it as well, so that nothing crosses. `back`: a hand-off
 * that the party released itself, or that goes up the chain. `away`: another hand-off, or another party. Else an account's name.
 */
export type FarEnd = string;

/** A kind, and whether the amount counts against it: a booking that is taken back lowers what it had raised. */
export interface Crossed {
  readonly kind: MovementKind;
  readonly sign: 1n | -1n;
}

const ins: Readonly<Record<string, MovementKind>> = {
  made: 'made',
  transformation: 'made',
  'unaccounted-in': 'unaccountedIn',
  away: 'received',
  back: 'returnedIn',
  // A tank gives out its mixture under the name that a draw asks for.
  inside: 'made',
};

const outs: Readonly<Record<string, MovementKind>> = {
  ...{ sold: 'sold', destroyed: 'destroyed', sampled: 'sampled', unaccounted: 'unaccounted' },
  ...{ away: 'shipped', back: 'shipped' },
};

/** What it is when goods come from a far end. */
export function comingFrom(end: FarEnd): Crossed {
  return { kind: ins[end] ?? 'unaccountedIn', sign: 1n };
}

/** What it is when goods go to a far end. Goods that leave the books by another word were used. */
export function goingTo(end: FarEnd): Crossed {
  if (end === 'unaccounted-in') return { kind: 'unaccountedIn', sign: -1n };
  return { kind: outs[end] ?? 'used', sign: 1n };
}
