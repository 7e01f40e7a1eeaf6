import { grouped, present } from '../kernel/index.js';
import type { DrillGradeName, GradedDrill } from './drill-grade.js';

/** How a firm stands by its latest drills. */
export interface FirmGrade {
  readonly partyId: string;
  readonly organisationId: string;
  readonly latest: GradedDrill;
  /** How many of its latest drills had each grade. */
  readonly counts: Readonly<Record<DrillGradeName, number>>;
}

/** Drills of a firm that its grades are counted of. */
export const drillsCounted = 30;

/** The firms of these drills, in the order of the ids of their organisations. */
export function firmGrades(drills: readonly GradedDrill[]): FirmGrade[] {
  const firms = [...grouped(drills, ({ organisationId }) => organisationId).values()];
  const grades = firms.map((ofFirm): FirmGrade => {
    const newestFirst = [...ofFirm].sort((a, b) => (a.id < b.id ? 1 : -1));
    const latest = present(newestFirst[0], 'a drill of a firm');
    const count = (name: DrillGradeName) => ofFirm.filter(({ grade }) => grade === name).length;
    const counts = { A: count('A'), B: count('B'), C: count('C'), D: count('D') };
    const { partyId, organisationId } = latest;
    return { partyId, organisationId, latest, counts };
  });
  return grades.sort((a, b) => (a.organisationId < b.organisationId ? -1 : 1));
}
