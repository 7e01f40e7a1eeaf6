import type { FoldEvent } from '../model/claim.js';
import type { Matching, Rest } from './matching.js';
import type { MatchingWindows } from './matching-tiers.js';

/**
 * What a store may note of a claim, so that matching need not start from the beginning of time: whose
 * claims it stands with, and until when a claim that names neither it nor its documents can change that.
 */
export interface ClaimNote {
  readonly ref: string;
  /** Refs of the events that it is matched with, voids or is voided by, or is in dispute with; sorted. */
  readonly partners: readonly string[];
  /** Epoch milliseconds; a claim is not quiet before those it stands with. */
  readonly quietAfter: number;
}

/** Two events that stand together by what the claims say. */
export type Link = readonly [FoldEvent, FoldEvent];

/** Notes of these events by their matching, which takes in all that they stand with. */
export function notesOf(
  events: readonly FoldEvent[],
  matching: Matching,
  windows: MatchingWindows,
): ClaimNote[] {
  const own = ownQuiet(matching, windows);
  const partners = partnersIn(matching);
  return events.map(({ ref, to }) => {
    const others = [...(partners.get(ref) ?? [])].sort();
    const quiet = [ref, ...others].map((each) => own.get(each) ?? -Infinity);
    return { ref, partners: others, quietAfter: Math.max(to, ...quiet) };
  });
}

export function isSameNote(a: ClaimNote | null, b: ClaimNote): boolean {
  return a?.quietAfter === b.quietAfter && a.partners.join() === b.partners.join();
}

function ownQuiet(matching: Matching, windows: MatchingWindows): Map<string, number> {
  const quiet = new Map<string, number>();
  for (const rest of matching.lines.values()) {
    const { ref } = rest.line.event;
    quiet.set(ref, Math.max(quiet.get(ref) ?? -Infinity, quietAfterLine(rest, windows)));
  }
  return quiet;
}

/**
 * A later claim comes after all takings that chose before it, so it gets nothing they took, and a release
 * within a day of a taking is the last that could change it. What is open, or was matched for want of
 * something better, can be taken by any later claim that a release may still be matched with.
 */
function quietAfterLine({ line, matches, left }: Rest, windows: MatchingWindows): number {
  const { to } = line.event;
  const isContested =
    line.side === 'release' && (left !== 0n || matches.some(({ isLate }) => isLate));
  return to + (isContested ? windows.releaseBeforeMs : windows.releaseAfterMs);
}

function partnersIn(matching: Matching): Map<string, Set<string>> {
  const partners = new Map<string, Set<string>>();
  const add = (ref: string, other: string) => {
    const known = partners.get(ref) ?? new Set();
    partners.set(ref, known.add(other));
  };
  for (const [a, b] of linksIn(matching)) {
    add(a.ref, b.ref);
    add(b.ref, a.ref);
  }
  return partners;
}

function linksIn({ lines, disputes, voids }: Matching): Link[] {
  const matches = [...lines.values()]
    .filter(({ line }) => line.side === 'take')
    .flatMap((rest) => rest.matches);
  const pairs = [...matches, ...disputes];
  return [...pairs.map(({ release, take }): Link => [release.event, take.event]), ...voids];
}
