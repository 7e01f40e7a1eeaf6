import type { Amount } from '../../kernel/index.js';
import type { ClaimLine } from '../model/claim-lines.js';
import type { Matching, Rest } from './matching.js';
import type { Match } from './netting.js';

/**
 * How the two sides of a hand-off stand to each other: `open` one side is silent; `short` less was taken
 * than released; `over` more; `cancelled` voided before anyone took it; `disputed` voided although
 * somebody says it was taken.
 */
export type HandoffState = 'open' | 'short' | 'over' | 'matched' | 'cancelled' | 'disputed';

/** One releasing line with what was taken of it, or a taking line that nobody released. */
export interface Handoff {
  readonly release: ClaimLine | null;
  readonly takes: readonly { readonly line: ClaimLine; readonly amount: Amount | null }[];
  readonly state: HandoffState;
  /** What is still in transit, or what was taken over the released amount; null if not recorded. */
  readonly difference: Amount | null;
}

/** Reads the hand-offs out of a matching. It decides nothing: the matching has. */
export function handoffsOf(matching: Matching): Handoff[] {
  const rests = [...matching.lines.values()];
  return [
    ...rests.filter(({ line }) => line.side === 'release').map((rest) => released(matching, rest)),
    ...rests.filter((rest) => isUnreleased(matching, rest)).map(unreleased),
  ];
}

function released(matching: Matching, { line, matches, left }: Rest): Handoff {
  if (matching.voided.has(line.event.ref)) {
    const disputes = matching.disputes.filter(({ release }) => release.id === line.id);
    const state = disputes.length > 0 ? 'disputed' : 'cancelled';
    return { release: line, takes: disputes.map(takenBy), state, difference: 0n };
  }
  const takes = matches.map(takenBy);
  if (left !== 0n) {
    const state = matches.length > 0 && left !== null ? 'short' : 'open';
    return { release: line, takes, state, difference: left };
  }
  const excess = matches.reduce((sum, match) => sum + excessOn(matching, match), 0n);
  return { release: line, takes, state: excess > 0n ? 'over' : 'matched', difference: excess };
}

/** What a taking has too much is shown on the last release that it was matched with. */
function excessOn(matching: Matching, match: Match): Amount {
  const take = matching.lines.get(match.take.id);
  return take?.matches.at(-1) === match ? (take.left ?? 0n) : 0n;
}

function isUnreleased(matching: Matching, { line, matches }: Rest): boolean {
  if (line.side !== 'take' || matches.length > 0) return false;
  return !matching.disputes.some(({ take }) => take.id === line.id);
}

function unreleased({ line, left }: Rest): Handoff {
  return { release: null, takes: [{ line, amount: line.amount }], state: 'open', difference: left };
}

function takenBy({ take, amount }: Match): Handoff['takes'][number] {
  return { line: take, amount };
}
