import type { Claim, FoldEvent } from '../model/claim.js';
import { emptyState, lineName, type KeyState } from '../books/key-state.js';
import { kindOf } from '../model/keys.js';
import type { LineSum, SeenMove } from '../model/loads.js';
import type { Key, Posted } from '../model/model.js';

/** Members that hold amounts, in claims, postings and states alike. */
const amountMembers: ReadonlySet<string> = new Set(['amount', 'least', 'most', 'low', 'high']);

/** JSON text of fold values. Amounts are beyond what a JSON number holds exactly, so they go as text. */
export function foldText(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'bigint' ? member.toString() : member,
  );
}

/** Fold values read back from JSON that the driver has parsed; amounts become numbers again, in place. */
function restored<Value>(value: Value): Value {
  if (value === null || typeof value !== 'object') return value;
  const members = value as Record<string, unknown>;
  for (const [name, member] of Object.entries(members)) {
    if (amountMembers.has(name) && typeof member === 'string') members[name] = BigInt(member);
    else restored(member);
  }
  return value;
}

function readClaim(json: unknown): Claim {
  return restored(json as Claim);
}

export function readPosted(json: unknown): Posted {
  return restored(json as Posted);
}

export function readState(key: Key, json: unknown): KeyState {
  if (json === null) return emptyState(key);
  const entries = restored(json as readonly unknown[]);
  const kind = kindOf(key);
  if (kind === 'standing') {
    return { kind: 'standing', instances: new Set(entries as readonly string[]) };
  }
  if (kind === 'timeline') {
    const moves = entries as readonly SeenMove[];
    return { kind: 'timeline', moves: new Map(moves.map((seen) => [seen.move.instance, seen])) };
  }
  const sums = entries as readonly LineSum[];
  return { kind: 'goods', sums: new Map(sums.map((sum) => [lineName(sum.line), sum])) };
}

export function stateText(state: KeyState): string {
  if (state.kind === 'standing') return foldText([...state.instances]);
  if (state.kind === 'timeline') return foldText([...state.moves.values()]);
  return foldText([...state.sums.values()]);
}

/** A stored claim as the fold's event. */
export interface ClaimRow {
  readonly ref: string;
  readonly eventId: string;
  readonly author: string;
  readonly at: Date;
  readonly until: Date;
  readonly claim: unknown;
}

export function toFoldEvent({ ref, eventId, author, at, until, claim }: ClaimRow): FoldEvent {
  return {
    ref,
    eventId,
    author,
    from: at.getTime(),
    to: until.getTime(),
    claim: readClaim(claim),
  };
}
