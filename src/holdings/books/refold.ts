import { assert } from '../../kernel/index.js';
import type { FoldEvent } from '../model/claim.js';
import { isSameNote, notesOf, type ClaimNote } from '../matching/claim-notes.js';
import {
  rematch,
  type EventChange,
  type Rematched,
  type RematchReader,
} from '../matching/handoff-members.js';
import type { KeyLoad, Need, Slice } from '../model/loads.js';
import type { Matching } from '../matching/matching.js';
import type { MatchingWindows } from '../matching/matching-tiers.js';
import { defaultWindows } from '../matching/matching-tiers.js';
import type { Key, Posted, Posting } from '../model/model.js';
import { expectedNeeds } from './posting-keys.js';
import { postingsOf } from './postings.js';
import { postingId, replay, type Change } from './replay.js';
import { workText } from './row-text.js';

/** What refolding asks of the store; every answer is about stored state before the change. */
export interface FoldReader extends RematchReader {
  /** The stored postings of these events. */
  postingsOf(refs: readonly string[]): Promise<readonly Posted[]>;
  /** The state of keys before the given instants, and every posting from there on that touches them. */
  load(needs: readonly Need[]): Promise<Slice>;
}

export type { EventChange } from '../matching/handoff-members.js';

/** What the store has to write: postings by their id, in place of stored ones, and those to delete. */
export interface Refolded {
  readonly posted: readonly Posted[];
  readonly dropped: readonly Posted[];
  /** What stood in the place of `posted`. */
  readonly replaced: readonly Posted[];
  /** Claims whose note is another now. */
  readonly noted: readonly NotedClaim[];
}

export interface NotedClaim {
  readonly event: FoldEvent;
  readonly note: ClaimNote;
}

/**
 * Brings stored state to what folding all events anew would give, after events were added or withdrawn,
 * whichever their times are. Capture in order, late events and rebuilding all go this one way.
 */
export async function refold(
  reader: FoldReader,
  change: EventChange,
  windows: MatchingWindows = defaultWindows,
): Promise<Refolded> {
  const rematched = await rematch(reader, change, windows);
  const { fresh, dropped, stored } = await changedPostings(reader, change, rematched);
  const loads = new Map<Key, KeyLoad>();
  const asked = new Map<Key, Need>();
  const tail = new Map(stored.map((posting) => [postingId(posting), posting]));
  let needs: readonly Need[] = expectedNeeds([...fresh, ...dropped]);
  for (;;) {
    const more = await reader.load(needs.map((need) => widened(asked, need)));
    for (const [key, load] of more.loads) loads.set(key, load);
    for (const posting of more.tail) tail.set(postingId(posting), posting);
    const slice = { loads, tail: [...tail.values()] };
    const result = await reader.stepByStep(replay(slice, { fresh, dropped }));
    if (result.kind === 'done') {
      const { posted, replaced } = result;
      return { posted, dropped, replaced, noted: notedClaims(change, rematched, windows) };
    }
    needs = result.needs;
  }
}

/** A key is asked for again from an earlier instant or with its history, never with less than before. */
function widened(asked: Map<Key, Need>, { key, since, history }: Need): Need {
  const before = asked.get(key);
  const need = {
    key,
    since: Math.min(since, before?.since ?? since),
    history: history || (before?.history ?? false),
  };
  const isMore = need.since !== before?.since || need.history !== before.history;
  assert(isMore, `the store answers for ${key}`);
  asked.set(key, need);
  return need;
}

/** Whose postings come out differently: the new events', and those that are matched otherwise now. */
async function changedPostings(
  reader: FoldReader,
  { added, removed }: EventChange,
  rematched: Rematched,
): Promise<Change & { readonly stored: readonly Posted[] }> {
  const { fresh, gone } = await reader.stepByStep(comparedPostings({ added, removed }, rematched));
  const refs = new Set([...fresh, ...gone].map(({ order }) => order.ref));
  for (const { ref } of added) refs.delete(ref);
  const stored = refs.size > 0 ? await reader.postingsOf([...refs]) : [];
  const isGone = new Set(gone.map(postingId));
  return { fresh, dropped: stored.filter((posting) => isGone.has(postingId(posting))), stored };
}

/** A step an event. */
function* comparedPostings(
  { added, removed }: EventChange,
  rematched: Rematched,
): Generator<undefined, { readonly fresh: Posting[]; readonly gone: Posting[] }> {
  const others = rematched.others.map(({ event }) => event);
  const gone = yield* postingsById([...others, ...removed], rematched.before);
  const fresh: Posting[] = [];
  for (const [id, posting] of yield* postingsById([...others, ...added], rematched.after)) {
    const old = gone.get(id);
    gone.delete(id);
    if (!old || workText(old.work) !== workText(posting.work)) fresh.push(posting);
    yield;
  }
  return { fresh, gone: [...gone.values()] };
}

function* postingsById(
  events: readonly FoldEvent[],
  matching: Matching,
): Generator<undefined, Map<string, Posting>> {
  const postings = new Map<string, Posting>();
  for (const event of events) {
    for (const posting of postingsOf(event, matching)) postings.set(postingId(posting), posting);
    yield;
  }
  return postings;
}

function notedClaims(
  { added, removed }: EventChange,
  { others, after }: Rematched,
  windows: MatchingWindows,
): NotedClaim[] {
  const events = [...others.map(({ event }) => event), ...added];
  const known = new Map(others.map(({ event, note }) => [event.ref, note]));
  const notes = new Map(notesOf(events, after, windows).map((note) => [note.ref, note]));
  const changed = events.flatMap((event) => {
    const note = notes.get(event.ref);
    return note && !isSameNote(known.get(event.ref) ?? null, note) ? [{ event, note }] : [];
  });
  const withdrawn = removed.map((event) => ({ event, note: quietFor(event) }));
  return [...changed, ...withdrawn];
}

function quietFor({ ref }: FoldEvent): ClaimNote {
  return { ref, partners: [], quietAfter: -Infinity };
}
