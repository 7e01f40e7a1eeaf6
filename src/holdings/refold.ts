import { assert } from '../kernel/index.js';
import type { FoldEvent } from './claim.js';
import { groupMembers } from './group-members.js';
import type { KeyLoad, Need, Slice } from './loads.js';
import { matchClaims } from './matching.js';
import type { MatchingWindows } from './matching-tiers.js';
import { defaultWindows } from './matching-tiers.js';
import type { Key, Posted, Posting } from './model.js';
import { expectedNeeds } from './posting-keys.js';
import { postingsOf } from './postings.js';
import { postingId, replay, type Change } from './replay.js';
import { workText } from './row-text.js';

/** What refolding asks of the store; every answer is about stored state before the change. */
export interface FoldReader {
  /** Live events that join any of these names of hand-off groups. */
  eventsJoining(names: readonly string[]): Promise<readonly FoldEvent[]>;
  /** The stored postings of these events. */
  postingsOf(refs: readonly string[]): Promise<readonly Posted[]>;
  /** The state of keys before the given instants, and every posting from there on that touches them. */
  load(needs: readonly Need[]): Promise<Slice>;
}

export interface EventChange {
  readonly added: readonly FoldEvent[];
  /** Events withdrawn by their author's declaration. */
  readonly removed: readonly FoldEvent[];
}

/** What the store has to write: postings by their id, in place of stored ones, and those to delete. */
export interface Refolded {
  readonly posted: readonly Posted[];
  readonly dropped: readonly Posted[];
  /** What stood in the place of `posted`. */
  readonly replaced: readonly Posted[];
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
  const { fresh, dropped, stored } = await changedPostings(reader, change, windows);
  const loads = new Map<Key, KeyLoad>();
  const asked = new Map<Key, Need>();
  const tail = new Map(stored.map((posting) => [postingId(posting), posting]));
  let needs: readonly Need[] = expectedNeeds([...fresh, ...dropped]);
  for (;;) {
    const more = await reader.load(needs.map((need) => widened(asked, need)));
    for (const [key, load] of more.loads) loads.set(key, load);
    for (const posting of more.tail) tail.set(postingId(posting), posting);
    const result = replay({ loads, tail: [...tail.values()] }, { fresh, dropped });
    if (result.kind === 'done') return result;
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
  windows: MatchingWindows,
): Promise<Change & { readonly stored: readonly Posted[] }> {
  const others = await groupMembers((names) => reader.eventsJoining(names), [...added, ...removed]);
  const before = postingsById([...others, ...removed], windows);
  const after = postingsById([...others, ...added], windows);
  const fresh = [...after.values()].filter((posting) => {
    const old = before.get(postingId(posting));
    return !old || workText(old.work) !== workText(posting.work);
  });
  const gone = [...before.values()].filter((posting) => !after.has(postingId(posting)));
  const refs = new Set([...fresh, ...gone].map(({ order }) => order.ref));
  for (const { ref } of added) refs.delete(ref);
  const stored = refs.size > 0 ? await reader.postingsOf([...refs]) : [];
  const isGone = new Set(gone.map(postingId));
  return { fresh, dropped: stored.filter((posting) => isGone.has(postingId(posting))), stored };
}

function postingsById(
  events: readonly FoldEvent[],
  windows: MatchingWindows,
): Map<string, Posting> {
  const matching = matchClaims(events, windows);
  const postings = events.flatMap((event) => postingsOf(event, matching));
  return new Map(postings.map((posting) => [postingId(posting), posting]));
}
