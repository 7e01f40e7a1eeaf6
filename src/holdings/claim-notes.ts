import type { FoldEvent } from './claim.js';
import type { Matching, Rest } from './matching.js';
import type { MatchingWindows } from './matching-tiers.js';

/**
 * What a store may note of a claim, so that matching need not start from the beginning of time: whom it
 * was matched with, and until when a claim that names neither it nor its documents can still change that.
 */
export interface ClaimNote {
  readonly ref: string;
  /** Refs of the events on the other side, sorted. */
  readonly partners: readonly string[];
  /** Epoch milliseconds; the same for all claims that are matched with each other, however indirectly. */
  readonly quietAfter: number;
}

/** Notes of all claims that take part in hand-offs. */
export function notesOf(
  events: readonly FoldEvent[],
  matching: Matching,
  windows: MatchingWindows,
): ClaimNote[] {
  const lines = linesByEvent(matching);
  const notes: ClaimNote[] = [];
  const seen = new Set<string>();
  for (const { ref } of events) {
    if (seen.has(ref) || !lines.has(ref)) continue;
    const component = componentOf(ref, lines);
    const quietAfter = Math.max(
      ...component.flatMap((member) =>
        (lines.get(member) ?? []).map((rest) => quietAfterLine(rest, windows)),
      ),
    );
    for (const member of component) {
      seen.add(member);
      notes.push({ ref: member, partners: partnersOf(lines.get(member) ?? []), quietAfter });
    }
  }
  return notes;
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

function linesByEvent(matching: Matching): Map<string, Rest[]> {
  const lines = new Map<string, Rest[]>();
  for (const rest of matching.lines.values()) {
    const { ref } = rest.line.event;
    const same = lines.get(ref) ?? [];
    lines.set(ref, same);
    same.push(rest);
  }
  return lines;
}

function componentOf(start: string, lines: ReadonlyMap<string, readonly Rest[]>): string[] {
  const found = new Set([start]);
  for (const ref of found) for (const other of partnersOf(lines.get(ref) ?? [])) found.add(other);
  return [...found];
}

function partnersOf(lines: readonly Rest[]): string[] {
  const refs = lines.flatMap(({ line, matches }) =>
    matches.map(({ release, take }) => (line.side === 'take' ? release : take).event.ref),
  );
  return [...new Set(refs)].sort();
}
