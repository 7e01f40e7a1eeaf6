import { dayOf, type Citation, type RulePacks } from '../rules/index.js';
import { tracedPerMille, type Drill } from './drill.js';

export type DrillGradeName = 'A' | 'B' | 'C' | 'D';

/** The grade of a drill, and the rule that it was given by. */
export interface DrillGrade {
  /** Null: no rule is known for the day of the drill. */
  readonly grade: DrillGradeName | null;
  readonly cites: readonly Citation[];
}

export interface GradedDrill extends Drill, DrillGrade {}

const drillsPack = 'industry-drills';

/**
 * By the rule of the day of the drill: the best grade whose share and time are both met. A scope that a bound cut is no scope: it
 * has the lowest grade. It is computed whenever it is asked for, so that the stored figures stay the only truth.
 */
export function gradeOf(drill: Drill, rules: RulePacks): DrillGrade {
  const rule = rules.ruleAsOf(drillsPack, 'drill-grades', dayOf(drill.startedAt.getTime()));
  if (rule === undefined) return { grade: null, cites: [] };
  const { values, citation } = rule;
  const steps = [
    { grade: 'A', perMille: values.gradeAPerMille, minutes: values.gradeAMinutes },
    { grade: 'B', perMille: values.gradeBPerMille, minutes: values.gradeBMinutes },
    { grade: 'C', perMille: values.gradeCPerMille, minutes: values.gradeCMinutes },
  ] as const;
  const { milliseconds, found } = drill;
  const share = tracedPerMille(found.balance);
  const met = steps.find(
    ({ perMille, minutes }) => share >= perMille && milliseconds <= minutes * 60_000,
  );
  return { grade: (found.isWhole ? met?.grade : undefined) ?? 'D', cites: [citation] };
}
