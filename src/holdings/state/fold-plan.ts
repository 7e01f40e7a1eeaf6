import { mapping } from '../../platform/index.js';
import type { FoldEvent } from '../model/claim.js';
import type { ClaimName, FoldWrite, KeyEnd, VersionedPosting } from './fold-write.js';
import { groupNamesOf, isLoose } from '../matching/handoff-group.js';
import { applyPosted, fromLoad, type KeyState } from '../books/key-state.js';
import type { KeyLoad, LineSum, SeenMove } from '../model/loads.js';
import { matching } from '../matching/matching.js';
import type { Key, Posted, Posting } from '../model/model.js';
import { compareOrder } from '../model/order.js';
import { expectedNeeds, postingsByKey } from '../books/posting-keys.js';
import { postingsOf } from '../books/postings.js';
import type { NotedClaim, Refolded } from '../books/refold.js';
import { postingId } from '../books/replay.js';

/** What the store knows of a key that a fold has read; its state is that before the fold. */
export interface KnownKey extends KeyEnd {
  readonly load: KeyLoad;
}

/** The keys that these events will ask for, as far as that can be told without any state. In small steps. */
export function* predictedKeys(events: readonly FoldEvent[]): Generator<undefined, Key[]> {
  const matched = yield* matching(events);
  const fresh: Posting[] = [];
  for (const event of events) {
    fresh.push(...postingsOf(event, matched));
    yield;
  }
  return expectedNeeds(fresh).map(({ key }) => key);
}

/** What a fold read, as the plan needs it. */
export interface FoldRead {
  readonly keys: readonly KnownKey[];
  readonly postings: readonly VersionedPosting[];
  /** The highest version that an identity ever had. */
  lastVersion(posting: Posted): number | undefined;
}

/** The rows that bring the tables from what was read to what the refold says. In small steps. */
export function* planWrite(
  read: FoldRead,
  { posted, dropped, noted }: Refolded,
  { added, recordedAt }: { readonly added: readonly FoldEvent[]; readonly recordedAt: Date },
): Generator<undefined, FoldWrite> {
  const changed = new Set([...posted, ...dropped].map(postingId));
  const superseded = read.postings.filter((stored) => changed.has(postingId(stored.posted)));
  const standing = read.postings
    .map((stored) => stored.posted)
    .filter((stored) => !changed.has(postingId(stored)));
  const inOrder = [...standing, ...posted].sort((a, b) => compareOrder(a.order, b.order));
  const after = yield* statesAfter(read.keys, inOrder);
  return {
    recordedAt,
    ...(yield* claimRows(added, noted)),
    posted: posted.map((each) => ({ posted: each, version: (read.lastVersion(each) ?? -1) + 1 })),
    superseded,
    states: after,
    lines: (yield* mapping(after, ({ known, state }) => changedLines(known.state, state))).flat(),
    unitPlaces: (yield* mapping(after, ({ known, state }) =>
      changedPlaces(known.state, state),
    )).flat(),
  };
}

function* claimRows(
  added: readonly FoldEvent[],
  noted: readonly NotedClaim[],
): Generator<undefined, Pick<FoldWrite, 'claims' | 'names' | 'noted' | 'notedNames'>> {
  const isAdded = new Set(added.map(({ ref }) => ref));
  const known = noted.filter(({ note }) => !isAdded.has(note.ref));
  const fresh = noted.filter(({ note }) => isAdded.has(note.ref));
  return {
    claims: fresh,
    names: (yield* mapping(fresh, namesOf)).flat(),
    noted: known.map(({ note }) => note),
    notedNames: (yield* mapping(known, namesOf))
      .flat()
      .filter(({ quietAfter }) => quietAfter !== null),
  };
}

function namesOf({ event, note: { ref, quietAfter } }: NotedClaim): ClaimName[] {
  return groupNamesOf(event).joins.map((name) => ({
    name,
    ref,
    quietAfter: isLoose(name) ? quietAfter : null,
  }));
}

interface StateAfter extends KeyEnd {
  readonly known: KnownKey;
}

/** Each key from its load on, through every posting that now stands. */
function* statesAfter(
  keys: readonly KnownKey[],
  inOrder: readonly Posted[],
): Generator<undefined, StateAfter[]> {
  const touching = postingsByKey(inOrder);
  return yield* mapping(keys, (known) => {
    const { key, load } = known;
    const state = fromLoad(load);
    const since = (touching.get(key) ?? []).filter(({ order }) => order.at >= load.since);
    for (const posted of since) applyPosted(state, key, posted);
    const last = since.at(-1)?.order.at ?? -Infinity;
    const lastAt = Math.max(last, known.lastAt ?? -Infinity);
    return { key, known, state, lastAt: Number.isFinite(lastAt) ? lastAt : null };
  });
}

/** Lines whose amount is another now; those that are gone stand at zero. */
function changedLines(before: KeyState, after: KeyState): LineSum[] {
  if (before.kind !== 'goods' || after.kind !== 'goods') return [];
  const gone = [...before.sums].filter(([name]) => !after.sums.has(name));
  const rest = [...after.sums].filter(
    ([name, { amount }]) => before.sums.get(name)?.amount !== amount,
  );
  return [...gone.map(([, sum]) => ({ ...sum, amount: 0n })), ...rest.map(([, sum]) => sum)];
}

/** Where units are now that were elsewhere. One that no live event names any more is gone, and nobody's. */
function changedPlaces(before: KeyState, after: KeyState): SeenMove[] {
  if (before.kind !== 'timeline' || after.kind !== 'timeline') return [];
  const moved = [...after.moves].filter(
    ([instance, seen]) => JSON.stringify(before.moves.get(instance)) !== JSON.stringify(seen),
  );
  const unnamed = [...before.moves].filter(([instance]) => !after.moves.has(instance));
  return [...moved.map(([, seen]) => seen), ...unnamed.map(([, seen]) => nowhere(seen))];
}

function nowhere({ at, move }: SeenMove): SeenMove {
  return { at, move: { ...move, to: { kind: 'gone' }, custody: null, owner: null } };
}
