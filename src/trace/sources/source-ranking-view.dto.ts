import { ApiProperty } from '@nestjs/swagger';
import { partyInName } from '../../holdings/index.js';
import { formatAmount, isUuid } from '../../kernel/index.js';
import { whole } from './trail.js';
import type { Explanation, Objection, RankedSource } from './source-ranking.js';
import type { SourceRanking } from './source-ranking.service.js';
import { coverage, CutView } from '../trace.dto.js';
import { DoubtView, doubtOf } from '../trace-findings.dto.js';
import type { TraceScope } from '../trace.service.js';

/** Sources told of each kind. */
export const rankedMax = 100;

/** That a case comes from a source, or may. */
export class ExplainedCaseView {
  /** Which of `cases`, from 0. */
  case!: number;
  /** `certain`: records force it. `possible`: a record is missing, or goods came another way too. */
  verdict!: 'certain' | 'possible';
  /** Our ids of the events that connect the two, first to last, by the shortest way. */
  eventRefs!: string[];
  /** The first record missing on the way; absent where none is known to be. */
  doubt?: DoubtView;
}

/** That a batch of which a sample was negative came from a source. */
export class ObjectionView {
  /** Which of `negativeSamples`, from 0. */
  negativeSample!: number;
  /** Which part of the batch came from it, by what is recorded: decimal text, at most 1. */
  share!: string;
}

/** What cases may come from. Shares are of the weight of all cases: decimal text. */
export class RankedSourceView {
  /** 1 for the best. Those that nothing tells apart have the same, and the next one counts them all. */
  rank!: number;
  /** `certainShare` and `possibleShare` less `againstShare`, by which they are ranked; then by `certainShare`. */
  score!: string;
  /** The cases that certainly come from it. */
  certainShare!: string;
  /** The cases that possibly do. */
  possibleShare!: string;
  /** The negative samples of batches that came from it, each by its share. */
  againstShare!: string;
  /** The cases that it explains. */
  explains!: ExplainedCaseView[];
  /** The negative samples that count against it. */
  against!: ObjectionView[];
}

/** A batch that cases may come from. */
export class RankedBatchView extends RankedSourceView {
  /** Our id of the batch. */
  batchId!: string;
}

/** A place that goods of cases, or what they were made of, came through. */
export class RankedPlaceView extends RankedSourceView {
  /** Our id of the place, where somebody registered it. */
  placeId?: string;
  /** Whose it is. */
  partyId?: string;
}

/** A party that had goods of cases, or what they were made of. */
export class RankedPartyView extends RankedSourceView {
  /** Our id of the party. */
  partyId!: string;
}

/** How many sources of each kind have a lower rank than those that are told. */
export class UntoldSourcesView {
  /** Batches. */
  batches!: number;
  /** Places. */
  places!: number;
  /** Parties. */
  parties!: number;
}

/** What several cases may come from, the best first. */
export class SourceRankingView {
  /** The moment whose knowledge was asked for, RFC 3339 in UTC; absent: now. */
  asOf?: string;
  /**
   * `own`: over the events you may see; `jurisdiction`: over those of whom you oversee; then no place and no party is certain.
   * `all`: over everything recorded.
   */
  @ApiProperty({ enum: ['own', 'jurisdiction', 'all'] })
  view!: TraceScope;
  /** What `view` means, in words; always the same words. */
  covers!: string;
  /** The batches of the cases, and those that went into them. */
  batches!: RankedBatchView[];
  /** Places on the way to the cases. */
  places!: RankedPlaceView[];
  /** Parties on the way to the cases. */
  parties!: RankedPartyView[];
  /** Sources with less, of which only the number is told. */
  untold!: UntoldSourcesView;
  /** Present where what cases come from is incomplete: all shares are at least. */
  cutCases?: CutView;
  /** Present where what counts against is incomplete: it is at least. */
  cutNegativeSamples?: CutView;
  /** Present while a late record is still being worked in: the answer may yet change. */
  settling?: true;
}

export function toSourceRankingView(ranking: SourceRanking): SourceRankingView {
  const { question, view, batches, places, parties, placeParties } = ranking;
  const { cutCases, cutSamples, settling } = ranking;
  const told = (ranked: readonly RankedSource[]) => ranked.slice(0, rankedMax);
  const untold = (ranked: readonly RankedSource[]) => Math.max(ranked.length - rankedMax, 0);
  return {
    ...(question.asOf && { asOf: question.asOf.toISOString() }),
    ...{ view, covers: coverage[view] },
    batches: told(batches).map((each) => ({ batchId: idOf(each), ...toRanked(each) })),
    places: told(places).map((each) => ({
      ...placeOf(idOf(each), placeParties),
      ...toRanked(each),
    })),
    parties: told(parties).map((each) => ({ partyId: idOf(each), ...toRanked(each) })),
    untold: { batches: untold(batches), places: untold(places), parties: untold(parties) },
    ...(cutCases && { cutCases: { ...cutCases } }),
    ...(cutSamples && { cutNegativeSamples: { ...cutSamples } }),
    ...(settling && { settling }),
  };
}

function toRanked(source: RankedSource): RankedSourceView {
  const { rank, score, certain, possible, against, explains, objections } = source;
  return {
    rank,
    score: formatAmount(score),
    certainShare: formatAmount(certain),
    possibleShare: formatAmount(possible),
    againstShare: formatAmount(against),
    explains: explains.map(toExplained),
    against: objections.map(toObjection),
  };
}

function toExplained({ of, verdict, path }: Explanation): ExplainedCaseView {
  return { case: of, verdict, eventRefs: [...path.events], ...doubtOf(path.doubt) };
}

/** Shares are billionths, as amounts are. */
function toObjection({ of, share }: Objection): ObjectionView {
  return { negativeSample: of, share: formatAmount(share < whole ? share : whole) };
}

/** Ids of sources are those of spots, whose kind stands before a line. */
function idOf({ id }: RankedSource): string {
  return id.slice(id.indexOf('|') + 1);
}

function placeOf(place: string, parties: ReadonlyMap<string, string>) {
  const party = partyInName(place) ?? parties.get(place);
  return {
    ...(isUuid(place) && { placeId: place }),
    ...(party !== undefined && { partyId: party }),
  };
}
