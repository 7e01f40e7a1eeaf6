import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/index.js';
import { balanceOf, fold, type Claim, type Booking, type Folded } from '../holdings/index.js';
import { present, type Problem } from '../kernel/index.js';
import type { FeedRow } from '../log/index.js';
import { Clock, Config, stepByStep, mapping, Random, type Tx } from '../platform/index.js';
import { refuseUnfitGoods } from './act-faults.js';
import { DirectoryService } from './directory.service.js';
import type { EpcisEvent } from './epcis-event.js';
import { arrivalReading, type Arrival } from './event-identity.js';
import { foldEventOf, itemsOf, storedEventOf } from './event-rows.js';
import { IndexRows, indexRowsMax, type NamedThing } from './event-index.js';
import { markHistory } from './event-index.store.js';
import { viewersOf } from './event-viewers.js';
import { insertEvents, type StoredEvent } from './events.store.js';
import { comparedMax, refusalOf, takeArrivals, type Taken } from './taken-identities.js';

/** How strictly the books are kept: an act is refused where a fact is stored and flagged. */
export type Recorded = 'act' | 'fact';

/** The answer about one captured event. */
export interface Captured {
  /** Our id of the stored event. */
  readonly id: string;
  readonly eventId: string;
  readonly declaration: boolean;
  /** The same event had been stored before; this is the first answer again. */
  readonly repeated: boolean;
  /** What the event, as a fact, did that an act may not. */
  readonly breaches: readonly Booking[];
  /** A making whose quantities cannot be compared, as no conversion is known: it stands without a balance. */
  readonly unitMismatch: boolean;
  /** A fact so late that it is folded after this answer: until then what it touches may change. */
  readonly settling: boolean;
}

/** What became of an event: stored, now or before, or left out for this reason. */
export type Outcome = Captured | Problem;

/**
 * The one way in. Whatever writes hands its events over here, inside its own transaction; all that follows
 * from them at once (items, holdings, links, viewers, feed rows) is written with them or not at all.
 *
 * Order of checks: identity (a repeat is answered, other content is 409), then freezes and books (409 for
 * acts). Notation is checked before: documents in epcis/, activities in activities/.
 */
@Injectable()
export class CaptureService {
  constructor(
    private readonly directories: DirectoryService,
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly config: Config,
  ) {}

  /** Answers in the order of `events`. `tx` is opened with the fold's role by the use case. */
  async capture(
    tx: Tx,
    actor: Actor,
    events: readonly EpcisEvent[],
    recorded: Recorded,
  ): Promise<readonly Captured[]> {
    const taken = await this.take(tx, actor, events);
    const [first] = taken.differing;
    if (first !== undefined) throw await refusalOf(tx, first, taken);
    return this.keep(tx, actor, taken, recorded);
  }

  /**
   * As `capture`, of facts. One whose eventID stands for other content is handed over with its refusal and its place among the
   * events. `leaveOut` throws, or answers what is told in its place; the others are stored as if it had not been sent.
   */
  async captureEach(
    tx: Tx,
    actor: Actor,
    events: readonly EpcisEvent[],
    leaveOut: (refusal: Problem, index: number) => Problem,
  ): Promise<readonly Outcome[]> {
    const taken = await this.take(tx, actor, events);
    const refusals = new Map<Arrival, Problem>();
    const places = new Map(taken.arrivals.map((arrival, index) => [arrival, index]));
    // One at a time: each is compared with a stored event, and a thousand of these may be large.
    for (const arrival of taken.differing) {
      const refusal = await refusalOf(tx, arrival, taken, refusals.size < comparedMax);
      refusals.set(arrival, leaveOut(refusal, places.get(arrival) ?? 0));
    }
    const arrivals = taken.arrivals.filter((arrival) => !refusals.has(arrival));
    const kept = await this.keep(tx, actor, { ...taken, arrivals }, 'fact');
    const answers = kept.values();
    return taken.arrivals.map(
      (arrival) =>
        refusals.get(arrival) ?? present(answers.next().value, 'an answer for each that is kept'),
    );
  }

  private async take(tx: Tx, actor: Actor, events: readonly EpcisEvent[]): Promise<Taken> {
    const arrivals = await stepByStep(this.arriving(events));
    return takeArrivals(tx, actor.organisationId, arrivals);
  }

  private *arriving(events: readonly EpcisEvent[]): Generator<undefined, Arrival[]> {
    const arrivals: Arrival[] = [];
    for (const event of events) {
      arrivals.push(yield* arrivalReading(event, this.random.uuid()));
      yield;
    }
    return arrivals;
  }

  /** Stores what is new of these, none of which differs. */
  private async keep(
    tx: Tx,
    actor: Actor,
    { arrivals, refOf, rowOf }: Taken,
    recorded: Recorded,
  ): Promise<readonly Captured[]> {
    const fresh = arrivals.filter((arrival) => refOf(arrival) === arrival.ref);
    const stored = await this.store(tx, actor, fresh, recorded, (arrival) => {
      const row = rowOf(arrival);
      return (arrival.declaration ? row?.eventRef : row?.declarationRef) ?? null;
    });
    const { raised, mismatched, settling } = stored;
    const breachesOf = new Map(raised.map(({ ref }) => [ref, [] as Booking[]]));
    for (const breach of raised) breachesOf.get(breach.ref)?.push(breach);
    return arrivals.map((arrival) => {
      const ref = refOf(arrival);
      return {
        id: ref,
        eventId: arrival.eventId,
        declaration: arrival.declaration,
        repeated: ref !== arrival.ref,
        breaches: breachesOf.get(ref) ?? [],
        unitMismatch: mismatched.has(ref),
        settling: settling && ref === arrival.ref,
      };
    });
  }

  private async store(
    tx: Tx,
    actor: Actor,
    arrivals: readonly Arrival[],
    recorded: Recorded,
    counterpartOf: (arrival: Arrival) => string | null,
  ): Promise<Folded & { readonly mismatched: ReadonlySet<string> }> {
    if (arrivals.length === 0) return { raised: [], mismatched: new Set(), settling: false };
    const recordedAt = new Date(this.clock.now());
    const directory = await this.directories.load(tx, actor, arrivals);
    if (recorded === 'act') {
      for (const arrival of arrivals) refuseUnfitGoods(arrival, actor.organisationId, directory);
    }
    const { organisationId } = actor;
    const seenBy = await viewersOf(tx, arrivals, { organisationId, directory, counterpartOf });
    const stored = await stepByStep(
      mapping(arrivals, (arrival) =>
        storedEventOf(arrival, {
          ...{ actor, directory, recordedAt, viewers: seenBy(arrival) },
          history: arrival.declaration || counterpartOf(arrival) !== null,
        }),
      ),
    );
    const refs = new Set(stored.map(({ id }) => id));
    const added = stored.filter(({ history }) => !history).map(foldEventOf);
    const withdrawn = arrivals.flatMap((arrival) => {
      const other = counterpartOf(arrival);
      return arrival.declaration && other !== null && !refs.has(other) ? [other] : [];
    });
    const folded = await fold(tx, {
      added,
      withdrawn,
      recordedAt,
      recorded,
      within: {
        laterPostings: this.config.laterPostings,
        organisationId,
      },
    });
    const index = new IndexRows(indexRowsMax);
    const items = await stepByStep(
      mapping(stored, (row, i) => itemsOf(row, arrivals[i]?.things ?? [], directory)),
    );
    await stepByStep(indexing(index, stored, items));
    const feed = stored.map((row) => this.feedRow(row));
    await insertEvents(tx, { events: stored, items: items.flat(), index, feed });
    markHistory(tx, withdrawn);
    const mismatched = stored.filter(({ claim }) => isUnitMismatch(claim)).map(({ id }) => id);
    return { ...folded, mismatched: new Set(mismatched) };
  }

  private feedRow({ id, organisationId, eventId, declaration, recordedAt }: StoredEvent): FeedRow {
    return {
      id: this.random.uuid(),
      organisationId,
      kind: declaration ? 'event-declared-in-error' : 'event-captured',
      subject: id,
      payload: { eventId },
      recordedAt,
    };
  }
}

function* indexing(
  index: IndexRows,
  events: readonly StoredEvent[],
  named: readonly (readonly NamedThing[])[],
): Generator<undefined, void> {
  for (const [i, event] of events.entries()) {
    yield* index.adding(event, named[i]);
    yield;
  }
}

function isUnitMismatch(claim: Claim): boolean {
  return claim.kind === 'transform' && balanceOf(claim).state === 'mismatch';
}
