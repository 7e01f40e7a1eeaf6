import type { FoldEvent } from './claim.js';
import type { ClaimNote } from './claim-notes.js';
import { groupNamesOf, isLoose } from './handoff-group.js';
import { matchClaims, type Matching } from './matching.js';
import type { MatchingWindows } from './matching-tiers.js';

/** A loose name, and the instant from which on claims matter: those quiet before it are left out. */
export interface LooseName {
  readonly name: string;
  readonly at: number;
}

/** A live claim as stored, with the note of its last matching. */
export interface KnownClaim {
  readonly event: FoldEvent;
  readonly note: ClaimNote;
}

/** What finding the members of hand-offs asks of the store. */
export interface ClaimReader {
  /** Live claims that join one of the names, or a loose name without being quiet before its instant. */
  claimsJoining(names: readonly string[], loose: readonly LooseName[]): Promise<KnownClaim[]>;
  claimsOf(refs: readonly string[]): Promise<KnownClaim[]>;
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
 * were matched with, so that leaving the rest out changes no choice among them; and whenever a match of
 * theirs comes undone, what that sets free is sought in turn, until nothing more moves.
 */
export async function rematch(
  reader: ClaimReader,
  { added, removed }: EventChange,
  windows: MatchingWindows,
): Promise<Rematched> {
  const members = new Members(reader, new Set([...added, ...removed].map(({ ref }) => ref)));
  let seekers: readonly FoldEvent[] = [...added, ...removed];
  for (;;) {
    await members.seek(seekers);
    const others = members.others();
    const events = others.map(({ event }) => event);
    const before = matchClaims([...events, ...removed], windows);
    const after = matchClaims([...events, ...added], windows);
    seekers = members.unsought(undone(before, after));
    if (seekers.length === 0) return { others, before, after };
  }
}

/** The events of matches that are there before a change and less or not at all after it. */
function undone(before: Matching, after: Matching): FoldEvent[] {
  const freed = new Map<string, FoldEvent>();
  for (const [id, { matches }] of before.lines) {
    const kept = after.lines.get(id)?.matches ?? [];
    for (const { release, take, amount } of matches) {
      const still = kept.find((m) => m.release.id === release.id && m.take.id === take.id);
      if (still && (still.amount === amount || still.amount === null)) continue;
      freed.set(release.event.ref, release.event);
      freed.set(take.event.ref, take.event);
    }
  }
  return [...freed.values()];
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
    const loose = seekers.flatMap((event) =>
      groupNamesOf(event)
        .seeks.filter(isLoose)
        .map((name) => ({ name, at: event.from })),
    );
    for (const { ref } of seekers) this.sought.add(ref);
    let frontier = await this.load(this.firmNames(seekers), loose);
    while (frontier.length > 0) {
      const events = frontier.map(({ event }) => event);
      const partners = frontier.flatMap(({ note }) => note.partners);
      const missing = [...new Set(partners)].filter((ref) => this.isUnknown(ref));
      const named = await this.load(this.firmNames(events), []);
      const matched = missing.length > 0 ? this.add(await this.reader.claimsOf(missing)) : [];
      frontier = [...named, ...matched];
    }
  }

  private async load(
    names: readonly string[],
    loose: readonly LooseName[],
  ): Promise<readonly KnownClaim[]> {
    if (names.length + loose.length === 0) return [];
    return this.add(await this.reader.claimsJoining(names, loose));
  }

  private add(claims: readonly KnownClaim[]): readonly KnownClaim[] {
    const fresh = claims.filter(({ event }) => this.isUnknown(event.ref));
    for (const claim of fresh) this.known.set(claim.event.ref, claim);
    return fresh;
  }

  private isUnknown(ref: string): boolean {
    return !this.known.has(ref) && !this.given.has(ref);
  }

  /** Names of documents, events, units and items, which bind at any time; each is asked for once. */
  private firmNames(events: readonly FoldEvent[]): string[] {
    const names = new Set(events.flatMap((event) => groupNamesOf(event).seeks));
    const fresh = [...names].filter((name) => !isLoose(name) && !this.asked.has(name));
    for (const name of fresh) this.asked.add(name);
    return fresh;
  }
}
