import { Injectable } from '@nestjs/common';
import type { Actor } from '../../access/index.js';
import { Clock, Database, Turns, type Tx } from '../../platform/index.js';
import { boundsUntil, type Cut, type TraceBounds } from '../books/bounds.js';
import { batchesNamed, refuseMisplaced, repeated, SeenGoods } from './cases-named.js';
import type { AskedCase, AskedSample, BatchIds } from './cases-named.js';
import { StoredGraph } from '../books/graph.store.js';
import { isBatch } from '../books/named-batch.store.js';
import { areInOpenRecalls } from '../open-recall.store.js';
import { placesRead, readBackground, type Background, type SuspectCase } from './places-passed.js';
import { selectPlaceParties } from '../books/places.store.js';
import { rankSources, type Candidate, type RankedSource } from './source-ranking.js';
import { objectionsOf, sourcesOfCases } from './sources-of-cases.js';
import { futureAsOf } from '../trace.problems.js';
import { scopeOf, type TraceScope } from '../trace.service.js';

export interface SourceQuestion {
  readonly cases: readonly AskedCase[];
  readonly samples: readonly AskedSample[];
  /** What was known at this instant; null for now. */
  readonly asOf: Date | null;
}

export interface SourceRanking {
  readonly question: SourceQuestion;
  readonly view: TraceScope;
  readonly batches: readonly RankedSource[];
  readonly places: readonly RankedSource[];
  readonly parties: readonly RankedSource[];
  readonly placeParties: ReadonlyMap<string, string>;
  readonly cutCases: Cut | null;
  readonly cutSamples: Cut | null;
  readonly settling: boolean;
}

/** All that one question needs of the database. */
interface Read {
  readonly view: TraceScope;
  readonly cases: readonly SuspectCase[];
  readonly samples: readonly string[];
  readonly ofCases: Background;
  readonly ofSamples: Background;
  readonly parties: ReadonlyMap<string, string>;
  readonly settling: boolean;
}

/** Reading and judging of one question. */
export const rankingMilliseconds = 10_000;

/** Ranks what several cases may come from, by the records that the asker may see. */
@Injectable()
export class SourceRankingService {
  /** Each reads and judges much: however many ask, others keep connections and the processor. */
  private readonly turns = new Turns({ places: 1, waitMilliseconds: rankingMilliseconds });

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async rank(actor: Actor, question: SourceQuestion): Promise<SourceRanking> {
    const { asOf, cases, samples } = question;
    if (asOf && asOf.getTime() > this.clock.now()) throw futureAsOf();
    const work = async () => {
      const ids = await batchesNamed(this.database.as({ role: 'trace' }), [...cases, ...samples]);
      const bounds = boundsUntil(this.clock, rankingMilliseconds);
      const sight = { organisationId: actor.organisationId, snapshot: true };
      const reading = (tx: Tx) => this.read(tx, actor, { question, ids, bounds });
      return judge(question, await this.database.transaction(reading, sight), bounds);
    };
    return this.turns.take(work, actor.agentId ?? actor.organisationId);
  }

  private async read(
    tx: Tx,
    actor: Actor,
    { question, ids, bounds }: { question: SourceQuestion; ids: BatchIds; bounds: TraceBounds },
  ): Promise<Read> {
    const { asOf } = question;
    const isAlong = await isAlongRecalls(tx, actor, ids);
    // That there are cases was asked through its own eyes; what they reach lies beyond.
    if (isAlong) tx.become('trace');
    const view = isAlong ? 'all' : scopeOf(actor);
    const graph = new StoredGraph(tx, { eyes: view === 'all' ? null : actor, asOf });
    const partyId = view === 'own' ? actor.partyId : null;
    const isSettling = async () => asOf === null && (await graph.isSettling(partyId));
    const isPending = async (id: string) => (await isSettling()) && (await isBatch(tx, id));
    const { cases, samples } = await seenGoods(question, ids, new SeenGoods(graph, isPending));
    if (view === 'all') tx.become('trace');
    const ofCases = await readBackground(
      graph,
      cases.flatMap(({ targets }) => targets),
      bounds,
    );
    const sampled = samples.map((batch) => ({ kind: 'batch' as const, batch }));
    const ofSamples = await readBackground(graph, sampled, bounds);
    // Of a jurisdiction, what is still being worked in is asked through its own eyes.
    const isUnsettled = view === 'jurisdiction' && (await isSettling());
    // Whose places these are, and what else is being worked in, is known beyond one's own.
    tx.become('trace');
    const places = [...placesRead(ofCases), ...placesRead(ofSamples)];
    const parties = await selectPlaceParties(tx, places);
    const settling = view === 'jurisdiction' ? isUnsettled : await isSettling();
    return { view, cases, samples, ofCases, ofSamples, parties, settling };
  }
}

/** Along open cases a regulator reads beyond its jurisdiction, where they stop all that it names. */
async function isAlongRecalls(tx: Tx, actor: Actor, ids: BatchIds): Promise<boolean> {
  const named = ids.filter((id) => typeof id === 'string');
  if (actor.oversees === undefined || named.length < ids.length) return false;
  return areInOpenRecalls(tx, actor, named);
}

async function seenGoods(
  { cases, samples }: SourceQuestion,
  ids: BatchIds,
  seen: SeenGoods,
): Promise<{ cases: SuspectCase[]; samples: string[] }> {
  const found: SuspectCase[] = [];
  for (const [i, each] of cases.entries()) {
    found.push({ targets: await seen.goods(each, ids[i]), placeId: each.placeId });
  }
  for (const [i, each] of samples.entries()) await seen.goods(each, ids[cases.length + i]);
  seen.refuse([...repeated(cases, ids), ...repeated(samples, ids.slice(cases.length))]);
  return { cases: found, samples: ids.slice(cases.length).filter((id) => typeof id === 'string') };
}

async function judge(
  question: SourceQuestion,
  { view, cases, samples, ofCases, ofSamples, parties, settling }: Read,
  bounds: TraceBounds,
): Promise<SourceRanking> {
  const sight = { parties, isAll: view === 'all', bounds };
  const sources = await sourcesOfCases(ofCases, cases, sight);
  refuseMisplaced(question.cases, sources.misplaced);
  const { against, cut: cutSamples } = await objectionsOf(ofSamples, samples, sight);
  const weights = {
    cases: question.cases.map(({ weight }) => weight),
    samples: question.samples.map(({ weight }) => weight),
  };
  const ranked = (candidates: readonly Candidate[]) =>
    rankSources(
      candidates.map((each) => ({ ...each, objections: against.get(each.id) ?? [] })),
      weights,
    );
  return {
    batches: ranked(sources.batches),
    places: ranked(sources.places),
    parties: ranked(sources.parties),
    ...{ question, view, placeParties: parties, cutCases: sources.cut, cutSamples, settling },
  };
}
