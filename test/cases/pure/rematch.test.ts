import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Claim, FoldEvent, Goods } from '../../../src/holdings/model/claim.js';
import { notesOf } from '../../../src/holdings/matching/claim-notes.js';
import { groupNamesOf } from '../../../src/holdings/matching/handoff-group.js';
import {
  rematch,
  type RematchReader,
  type KnownClaim,
  type LooseName,
} from '../../../src/holdings/matching/handoff-members.js';
import { matchClaims, type Matching } from '../../../src/holdings/matching/matching.js';
import { defaultWindows } from '../../../src/holdings/matching/matching-tiers.js';
import { wholeAmount } from '../../../src/kernel/index.js';
import { at, place, Story } from './story.js';
import { stepByStep } from '../../../src/platform/long-work.js';

const numRuns = Number(process.env.FURROW_FOLD_RUNS ?? 300);

/** Claims with their notes and matches, kept up by rematching alone. */
class NotedClaims implements RematchReader {
  readonly stepByStep = stepByStep;
  readonly claims = new Map<string, KnownClaim>();
  readonly matches = new Map<string, string[]>();
  loaded = 0;

  async capture(added: readonly FoldEvent[], removed: readonly FoldEvent[]): Promise<void> {
    const { others, after } = await rematch(this, { added, removed }, defaultWindows);
    this.loaded = others.length;
    for (const { ref } of removed) this.forget(ref);
    const events = [...others.map(({ event }) => event), ...added];
    const notes = new Map(notesOf(events, after, defaultWindows).map((note) => [note.ref, note]));
    for (const event of events) {
      this.claims.set(event.ref, { event, note: notes.get(event.ref) ?? null });
    }
    for (const [id, text] of matchTexts(after)) this.matches.set(id, text);
  }

  /** As claims are that were stored before notes were kept. */
  forgetNotes(): void {
    for (const [ref, { event }] of this.claims) this.claims.set(ref, { event, note: null });
  }

  async claimsJoining(
    names: readonly string[],
    loose: readonly LooseName[],
  ): Promise<KnownClaim[]> {
    return [...this.claims.values()].filter(({ event, note }) => {
      const { joins } = groupNamesOf(event);
      const isNear = ({ name, at: from }: LooseName) =>
        joins.includes(name) && (note === null || note.quietAfter >= from);
      return names.some((name) => joins.includes(name)) || loose.some(isNear);
    });
  }

  async claimsOf(refs: readonly string[]): Promise<KnownClaim[]> {
    return [...this.claims.values()].filter(({ event }) => refs.includes(event.ref));
  }

  private forget(ref: string): void {
    this.claims.delete(ref);
    for (const id of [...this.matches.keys()]) {
      if (id.startsWith(`${ref}#`)) this.matches.delete(id);
    }
  }
}

/** What is said of each line: what it is matched with, what it is in dispute with, whether it is voided. */
function matchTexts({ lines, disputes, voided }: Matching): Map<string, string[]> {
  return new Map(
    [...lines].map(([id, { line, matches }]) => [
      id,
      [
        ...matches.map(({ release, take, amount }) => `${release.id} ${take.id} ${amount}`),
        ...disputes
          .filter(({ release, take }) => [release.id, take.id].includes(id))
          .map(({ release, take, amount }) => `${release.id} disputes ${take.id} ${amount}`),
        ...(voided.has(line.event.ref) ? ['voided'] : []),
      ].sort(),
    ]),
  );
}

const party = fc.constantFrom('F', 'W', 'S');
const line = fc
  .record({
    batch: fc.constantFrom('A', 'A', 'B', null),
    amount: fc.integer({ min: 0, max: 4 }),
    items: fc.option(fc.constantFrom(['i1'], ['i1', 'i2']), { freq: 9, nil: undefined }),
  })
  .map(({ batch, amount, items }): Goods => ({
    product: 'X',
    batch,
    uom: 'KGM',
    amount: amount === 0 ? null : wholeAmount(amount),
    ...(items === undefined ? {} : { items }),
  }));
const rarely = (values: readonly string[]) =>
  fc
    .integer({ min: 0, max: 7 })
    .chain((n) =>
      n > 0 ? fc.constant<string[]>([]) : fc.constantFrom(...values).map((value) => [value]),
    );
const claimBy = (author: string): fc.Arbitrary<Claim> => {
  const others = ['F', 'W', 'S'].filter((each) => each !== author);
  const other = fc.constantFrom(...others, ...others, null);
  const load = {
    place: fc.constant(place(author)),
    goods: fc.array(line, { minLength: 1, maxLength: 2 }),
    units: rarely(['U']),
    documents: rarely(['d1', 'd2']),
    names: rarely(['e1', 'e2', 'e3', 'e4']),
  };
  return fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({ kind: fc.constant('release' as const), to: other, ...load }),
    },
    {
      weight: 6,
      arbitrary: fc.record({
        kind: fc.constant('take' as const),
        from: other,
        custodyOnly: fc.constant(false),
        ...load,
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('void' as const),
        releases: fc.constantFrom(['e1'], ['e2'], ['e5']),
      }),
    },
  );
};
/** Clusters of hours, days and quarters apart, about the windows of matching. */
const hours = fc
  .tuple(fc.integer({ min: 0, max: 3 }), fc.constantFrom(0, 1, 2, 40, 91, 130))
  .map(([hour, days]) => days * 24 + hour * 10);
const events = fc
  .array(
    party.chain((author) =>
      fc.record({ author: fc.constant(author), claim: claimBy(author), hours }),
    ),
    { minLength: 2, maxLength: 14, size: 'max' },
  )
  .map((all) =>
    all.map(({ author, claim, hours: when }, i): FoldEvent => {
      const id = `e${i + 1}`;
      return { ref: id, eventId: id, author, claim, from: at(when), to: at(when) };
    }),
  );

describe('rematching', () => {
  test('comes to what matching all claims anew would, whatever is left out', async () => {
    const plan = fc.record({
      events,
      withdrawn: fc.array(fc.nat(), { maxLength: 3 }),
      forgottenAfter: fc.option(fc.nat({ max: 14 }), { nil: undefined }),
    });
    await fc.assert(
      fc.asyncProperty(plan, async ({ events: all, withdrawn, forgottenAfter }) => {
        const store = new NotedClaims();
        const live: FoldEvent[] = [];
        for (const event of all) {
          await store.capture([event], []);
          live.push(event);
          expectAsMatchedAnew(store, live);
          if (live.length === forgottenAfter) store.forgetNotes();
        }
        for (const n of withdrawn) {
          const [gone] = live.splice(n % Math.max(live.length, 1), 1);
          if (!gone) continue;
          await store.capture([], [gone]);
          expectAsMatchedAnew(store, live);
        }
      }),
      { numRuns },
    );
  });

  test('a match for want of something better gives way to a later claim that fits better', async () => {
    const store = new NotedClaims();
    const story = new Story()
      .ship('F', 'W', 1, 'A 4')
      .receive('W', 'F', 2, '? 4')
      .receive('W', 'F', 40 * 24, 'A 4');
    for (const event of story.events) await store.capture([event], []);
    expectAsMatchedAnew(store, story.events);
  });

  test('loads what is near, not what was ever traded', async () => {
    const store = new NotedClaims();
    const story = new Story();
    for (let n = 0; n < 100; n += 1) {
      story
        .ship('F', 'W', n * 48, `A ${1 + (n % 7)}`)
        .receive('W', 'F', n * 48 + 3, `A ${1 + (n % 7)}`);
    }
    for (const event of story.events) {
      await store.capture([event], []);
      expect(store.loaded).toBeLessThanOrEqual(2);
    }
  });
});

function expectAsMatchedAnew(store: NotedClaims, live: readonly FoldEvent[]): void {
  const anew = matchClaims(live);
  expect(Object.fromEntries(store.matches)).toEqual(Object.fromEntries(matchTexts(anew)));
  const notes = notesOf(live, anew, defaultWindows);
  for (const note of notes) {
    const known = store.claims.get(note.ref);
    if (known?.note !== null) expect(known?.note).toEqual(note);
  }
}
