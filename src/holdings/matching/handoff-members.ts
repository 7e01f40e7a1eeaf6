import type { FoldEvent } from '../model/claim.js';
import type { ClaimNote } from './claim-notes.js';
import { groupNamesOf, isLoose } from './handoff-group.js';
import { matching, type Matching } from './matching.js';
import type { Match } from './netting.js';
import type { MatchingWindows } from './matching-tiers.js';

/** A loose name, and the instant from which on claims matter: those quiet before it are left out. */
export interface LooseName {
  readonly name: string;
  readonly at: number;
}

/** A live claim as stored, with the note of its last matching. */
export interface KnownClaim {
  readonly event: FoldEvent;
  /** Null: stored before notes were kept, so it may stand with any claim that its names lead to. */
  readonly note: ClaimNote | null;
}

/** What finding the members of hand-offs asks of the store, which may answer partners of what it finds too. */
export interface ClaimReader {
  /** Live claims that join one of the names, or a loose name without being quiet before its instant. */
  claimsJoining(names: readonly string[], loose: readonly LooseName[]): Promise<KnownClaim[]>;
  claimsOf(refs: readonly string[]): Promise<KnownClaim[]>;
}

/** What matching a change anew asks besides. */
export interface RematchReader extends ClaimReader {
  /** Does work of the fold that may be long, with turns for others between its steps. */
  stepByStep<Result>(work: Iterator<unknown, Result>): Promise<Result>;
}

export interface EventChange {
  readonly added: readonly FoldEvent[];
  /** Events withdrawn by their author's declaration. */
  readonly removed: readonly FoldEvent[];
}

/** The matching of all claims that a change may concern, without it and with it. */
export interface Rematched {
  readonly others: readonly KnownClaim[];
  readonly before: Matching;
  readonly after: Matching;
}

/**
 * Matches anew what a change of events can concern, and no more. Claims are loaded together with all they
 * stand with, so that leaving the rest out changes no choice among them; and whenever something of theirs
 * comes undone, what that sets free is sought in turn, until nothing more moves.
 */
export async function rematch(
  reader: RematchReader,
  { added, removed }: EventChange,
  windows: MatchingWindows,
): Promise<Rematched> {
  const members = new Members(reader, new Set([...added, ...removed].map(({ ref }) => ref)));
  let seekers: readonly FoldEvent[] = [...added, ...removed];
  for (;;) {
    await members.seek(seekers);
    const others = members.others();
    const events = others.map(({ event }) => event);
    const before = await reader.stepByStep(matching([...events, ...removed], windows));
    const after = await reader.stepByStep(matching([...events, ...added], windows));
    seekers = members.unsought(unsettled(before, after));
    if (seekers.length === 0) return { others, before, after };
  }
}

/** These claims with all that they stand with, directly or through each other. */
export async function standingWith(
  reader: ClaimReader,
  refs: readonly string[],
): Promise<KnownClaim[]> {
  const members = new Members(reader, new Set());
  await members.close(await members.byRef(refs));
  return members.others();
}

/** The events that a change takes something from, and the releases that it voids or makes count again. */
function unsettled(before: Matching, after: Matching): FoldEvent[] {
  const freed = new Map<string, FoldEvent>();
  const kept = new Map(pairsIn(after).map((match) => [pairName(match), match]));
  for (const match of pairsIn(before)) {
    const still = kept.get(pairName(match));
    if (still && (still.amount === match.amount || still.amount === null)) continue;
    for (const { event } of [match.release, match.take]) freed.set(event.ref, event);
  }
  for (const [, release] of [...before.voids, ...after.voids]) {
    if (before.voided.has(release.ref) === after.voided.has(release.ref)) continue;
    freed.set(release.ref, release);
  }
  return [...freed.values()];
}

/** Matches, and those of a dispute, which stand beside them. */
function pairsIn({ lines, disputes }: Matching): (Match & { readonly isDispute: boolean })[] {
  const takes = [...lines.values()].filter(({ line }) => line.side === 'take');
  return [
    ...takes.flatMap(({ matches }) => matches).map((match) => ({ ...match, isDispute: false })),
    ...disputes.map((match) => ({ ...match, isDispute: true })),
  ];
}

function pairName({ release, take, isDispute }: Match & { readonly isDispute: boolean }): string {
  return `${release.id} ${take.id} ${isDispute}`;
}

class Members {
  private readonly known = new Map<string, KnownClaim>();
  private readonly sought = new Set<string>();
  private readonly asked = new Set<string>();

  constructor(
    private readonly reader: ClaimReader,
    private readonly given: ReadonlySet<string>,
  ) {}

  others(): KnownClaim[] {
    return [...this.known.values()];
  }

  unsought(events: readonly FoldEvent[]): FoldEvent[] {
    return events.filter(({ ref }) => !this.sought.has(ref));
  }

  /** Loads what the seekers may be matched with: by loose names around their own time. */
  async seek(seekers: readonly FoldEvent[]): Promise<void> {
    for (const { ref } of seekers) this.sought.add(ref);
    await this.close(await this.byName(seekers, ({ from }) => from));
  }

  /** Loads all that the claims stand with. What has no note yet is followed by all its names, at any time. */
  async close(claims: readonly KnownClaim[]): Promise<void> {
    let frontier = claims;
    while (frontier.length > 0) {
      const unnoted = frontier.filter(({ note }) => note === null).map(({ event }) => event);
      const partners = frontier.flatMap(({ note }) => note?.partners ?? []);
      const named = await this.byName(unnoted, () => -Infinity);
      frontier = [...named, ...(await this.byRef(partners))];
    }
  }

  async byRef(refs: readonly string[]): Promise<KnownClaim[]> {
    const missing = [...new Set(refs)].filter((ref) => this.isUnknown(ref));
    return missing.length === 0 ? [] : this.add(await this.reader.claimsOf(missing));
  }

  /** Names of documents, events, units and items bind at any time, those of parties from an instant on. */
  private async byName(
    events: readonly FoldEvent[],
    since: (event: FoldEvent) => number,
  ): Promise<KnownClaim[]> {
    const firm = new Set<string>();
    const loose = new Map<string, LooseName>();
    for (const event of events) {
      for (const name of groupNamesOf(event).seeks) {
        if (!isLoose(name)) firm.add(name);
        else loose.set(name, { name, at: Math.min(since(event), loose.get(name)?.at ?? Infinity) });
      }
    }
    const names = [...firm].filter((name) => !this.asked.has(name));
    for (const name of names) this.asked.add(name);
    if (names.length + loose.size === 0) return [];
    return this.add(await this.reader.claimsJoining(names, [...loose.values()]));
  }

  private add(claims: readonly KnownClaim[]): KnownClaim[] {
    const fresh = claims.filter(({ event }) => this.isUnknown(event.ref));
    for (const claim of fresh) this.known.set(claim.event.ref, claim);
    return fresh;
  }

  private isUnknown(ref: string): boolean {
    return !this.known.has(ref) && !this.given.has(ref);
  }
}
