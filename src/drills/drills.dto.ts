import { IsUUID } from 'class-validator';
import { formatAmount } from '../kernel/index.js';
import { IfGiven, PageQuery } from '../platform/index.js';
import { RuleCitationView, toRuleCitationView } from '../rules/index.js';
import { tracedPerMille } from './drill.js';
import type { DrillGradeName, GradedDrill } from './drill-grade.js';
import type { FirmGrade } from './firm-grades.js';

/** Whose drills to list. */
export class DrillsQuery extends PageQuery {
  /** Our id of a party; left out: all whose drills you may see. */
  @IfGiven()
  @IsUUID()
  partyId?: string;
}

/** How far the goods of the batch are accounted for: decimal text in one unit of measure. */
export class DrillBalanceView {
  /** UN/CEFACT code; of a batch in several units, that in which least is traced. Empty where nothing is on record. */
  unit!: string;
  /** All that is on record of the batch. */
  recorded!: string;
  /** Of that, what no record says where it came from. */
  unaccountedIn!: string;
  /** Of that, what is gone without a record, at most. */
  unaccounted!: string;
}

/** A mock recall of a batch of chance, as its firm would have traced it in earnest. It froze nothing and told nobody. */
export class DrillView {
  /** Our id of the drill. */
  id!: string;
  /** Our id of the firm's party. */
  partyId!: string;
  /** The day of the nightly drills that made it, `YYYY-MM-DD` in the time of China; absent where it was asked for. */
  night?: string;
  /** Sixteen hexadecimal digits of chance: as a number, divided by `candidates`, the rest is the place of the batch. */
  seed!: string;
  /** How many batches of the firm it was drawn from: registered by then, with goods in the books, in the order of ids. */
  candidates!: number;
  /** Our id of the batch. */
  batchId!: string;
  /** RFC 3339 in UTC. */
  startedAt!: string;
  /** Milliseconds by the server's clock until the scope was known both ways, with its balance. */
  milliseconds!: number;
  /** Batches that it went into, or may have, itself included. */
  batches!: number;
  /** Places, logistic units and ways where goods of them are or were. */
  holdings!: number;
  /** Batches that are in it, or may be. */
  sources!: number;
  /** False: a bound of the trace cut it, and there may be more. */
  isWhole!: boolean;
  /** Its mass balance in short. */
  balance!: DrillBalanceView;
  /** Thousandths of what is on record that came from somewhere and are with a holder, on their way or gone as recorded. */
  tracedPerMille!: number;
  /** `A` is best, `D` lowest, by the rules of its day. Null: no rule is known. */
  grade!: DrillGradeName | null;
  /** The rules that the grade was given by. */
  cites!: RuleCitationView[];
}

export function toDrillView(drill: GradedDrill): DrillView {
  const { id, partyId, night, seed, candidates, batchId, startedAt, milliseconds, found } = drill;
  const { batches, holdings, sources, isWhole, balance } = found;
  return {
    ...{ id, partyId, ...(night !== null && { night }), seed, candidates, batchId },
    ...{ startedAt: startedAt.toISOString(), milliseconds, batches, holdings, sources, isWhole },
    balance: {
      unit: balance.uom,
      recorded: formatAmount(balance.recorded),
      unaccountedIn: formatAmount(balance.unaccountedIn),
      unaccounted: formatAmount(balance.unaccounted),
    },
    tracedPerMille: tracedPerMille(balance),
    ...{ grade: drill.grade, cites: drill.cites.map(toRuleCitationView) },
  };
}

/** How many drills had each grade. */
export class GradeCountsView {
  /** Of grade A. */
  A!: number;
  /** Of grade B. */
  B!: number;
  /** Of grade C. */
  C!: number;
  /** Of grade D. */
  D!: number;
}

/** How a firm stands by its mock recalls. */
export class FirmGradeView {
  /** Our id of the firm's party. */
  partyId!: string;
  /** That of its latest drill. Null: no rule is known for its day. */
  grade!: DrillGradeName | null;
  /** Our id of that drill. */
  drillId!: string;
  /** When that was, RFC 3339 in UTC. */
  startedAt!: string;
  /** Of its latest drills, 30 at most. */
  counts!: GradeCountsView;
}

export function toFirmGradeView({ partyId, latest, counts }: FirmGrade): FirmGradeView {
  const { grade, id, startedAt } = latest;
  return { partyId, grade, drillId: id, startedAt: startedAt.toISOString(), counts: { ...counts } };
}
