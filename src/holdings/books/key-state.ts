import type { Amount } from '../../kernel/index.js';
import { keyOf, kindOf, standingAt, timelineKey } from '../model/keys.js';
import type { KeyLoad, LineSum, SeenMove } from '../model/loads.js';
import type { Flow, Key, Line, Posted } from '../model/model.js';

/** The state of one key, as it is kept: what a KeyLoad says, at no particular time. */
export type KeyState =
  | { readonly kind: 'goods'; readonly sums: Map<string, LineSum> }
  | { readonly kind: 'standing'; readonly instances: Set<string> }
  | { readonly kind: 'timeline'; readonly moves: Map<string, SeenMove> };

/** The state of a key that nothing has touched yet. */
export function emptyState(key: Key): KeyState {
  switch (kindOf(key)) {
    case 'goods':
      return { kind: 'goods', sums: new Map() };
    case 'standing':
      return { kind: 'standing', instances: new Set() };
    case 'timeline':
      return { kind: 'timeline', moves: new Map() };
  }
}

/** Changes a key's state by what a posting came to. */
export function applyPosted(state: KeyState, key: Key, posted: Posted): void {
  if (state.kind === 'goods') for (const flow of posted.flows) addFlow(state.sums, key, flow, 1n);
  else if (state.kind === 'standing') {
    for (const { instance, from, to } of posted.moves) {
      if (standingAt(from) === key) state.instances.delete(instance);
      if (standingAt(to) === key) state.instances.add(instance);
    }
  } else {
    for (const move of posted.moves) {
      if (timelineKey(move.unit) === key) {
        state.moves.set(move.instance, { at: posted.order.at, move });
      }
    }
  }
}

/**
 * Takes back what a posting came to; from the last posting backwards this leads to the state before it. A
 * timeline cannot be led back, since a move does not say who had custody before: its past is looked up.
 */
export function undoPosted(state: KeyState, key: Key, posted: Posted): void {
  if (state.kind === 'goods') for (const flow of posted.flows) addFlow(state.sums, key, flow, -1n);
  if (state.kind !== 'standing') return;
  for (const { instance, from, to } of posted.moves.toReversed()) {
    if (standingAt(to) === key) state.instances.delete(instance);
    if (standingAt(from) === key) state.instances.add(instance);
  }
}

export function toLoad(state: KeyState, since: number): KeyLoad {
  switch (state.kind) {
    case 'goods':
      return { kind: 'goods', since, sums: [...state.sums.values()], history: null };
    case 'standing':
      return { kind: 'standing', since, instances: [...state.instances] };
    case 'timeline':
      return { kind: 'timeline', since, moves: [...state.moves.values()] };
  }
}

export function fromLoad(load: KeyLoad): KeyState {
  switch (load.kind) {
    case 'goods':
      return { kind: 'goods', sums: new Map(load.sums.map((sum) => [lineName(sum.line), sum])) };
    case 'standing':
      return { kind: 'standing', instances: new Set(load.instances) };
    case 'timeline':
      return {
        kind: 'timeline',
        moves: new Map(load.moves.map((seen) => [seen.move.instance, seen])),
      };
  }
}

export function copyState(state: KeyState): KeyState {
  switch (state.kind) {
    case 'goods':
      return { kind: 'goods', sums: new Map(state.sums) };
    case 'standing':
      return { kind: 'standing', instances: new Set(state.instances) };
    case 'timeline':
      return { kind: 'timeline', moves: new Map(state.moves) };
  }
}

function addFlow(sums: Map<string, LineSum>, key: Key, flow: Flow, sign: bigint): void {
  const { from, to, amount, least, most } = flow;
  if (keyOf(from) === key) add(sums, from, -amount * sign, -most * sign, -least * sign);
  if (keyOf(to) === key) add(sums, to, amount * sign, least * sign, most * sign);
}

function add(
  sums: Map<string, LineSum>,
  line: Line,
  amount: Amount,
  low: Amount,
  high: Amount,
): void {
  const name = lineName(line);
  const old = sums.get(name);
  const sum = {
    line,
    amount: (old?.amount ?? 0n) + amount,
    low: (old?.low ?? 0n) + low,
    high: (old?.high ?? 0n) + high,
  };
  if (sum.amount === 0n && sum.low === 0n && sum.high === 0n) sums.delete(name);
  else sums.set(name, sum);
}

/** A line within its key. */
export function lineName({ holder, product, uom, batch, owner, book }: Line): string {
  return [holder.kind, holder.id, book, product, uom, batch ?? '', owner ?? ''].join('|');
}
