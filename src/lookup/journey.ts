import { formatInstant, parseOffset } from '../kernel/index.js';
import type { JourneyAct, JourneyEntry, JourneyStep } from './passport.dto.js';
import { publicName } from './public-name.js';

/** An event that moved the goods, as far as the public may know it. */
export interface StepRow {
  readonly at: string;
  readonly wholeDay: boolean;
  readonly offset: string;
  readonly type: string;
  readonly action: string | null;
  readonly bizStep: string | null;
  readonly disposition: string | null;
  /** Our own word where two acts share a business step. */
  readonly activity: string | null;
  /** Whether the goods got a new owner. */
  readonly owning: boolean | null;
  /** The place in words that its owner made public. */
  readonly region: string | null;
  readonly by: string | null;
  readonly byNames: Readonly<Record<string, string>> | null;
  /** Both sides of the hand-off recorded it. */
  readonly confirmed: boolean | null;
}

/** The steps in their order, with a gap before each arrival that nobody had announced. */
export function journeyOf(rows: readonly StepRow[]): JourneyEntry[] {
  return rows.flatMap((row, i) => {
    const act = actOf(row);
    if (act === undefined) return [];
    const before = rows[i - 1];
    const step = stepOf(row, act);
    const isUnannounced = isArrival(act) && row.confirmed !== true && before !== undefined;
    if (!isUnannounced) return [step];
    return [{ kind: 'gap', from: momentOf(before), until: momentOf(row) } as const, step];
  });
}

/** Whether the goods have left their maker's hands, by the record. */
export function hasHopped(journey: readonly JourneyEntry[]): boolean {
  return journey.some(
    ({ kind, ...entry }) => kind === 'step' && hops.has((entry as JourneyStep).act),
  );
}

const hops: ReadonlySet<JourneyAct> = new Set(['shipped', 'taken-over', 'received', 'returned']);

const isArrival = (act: JourneyAct) => act === 'received' || act === 'taken-over';

function stepOf(row: StepRow, act: JourneyAct): JourneyStep {
  return {
    kind: 'step',
    act,
    at: row.wholeDay ? momentOf(row).slice(0, 10) : momentOf(row),
    ...(row.region !== null && { place: publicName(row.region) }),
    ...(row.by !== null && { by: publicName(row.by, row.byNames) }),
    evidence: row.confirmed === true ? 'confirmed' : 'self-declared',
  };
}

/** By the clock of the place, whichever way its author wrote the instant; most write it so already. */
function momentOf({ at, offset }: StepRow): string {
  const written = at.replace('.000', '');
  const isByTheClock =
    written.length === '2026-03-01T08:30:00+08:00'.length && written.endsWith(offset);
  if (isByTheClock) return written;
  return formatInstant(Date.parse(at), parseOffset(offset)).replace('.000', '');
}

function actOf(row: StepRow): JourneyAct | undefined {
  if (row.type === 'TransformationEvent') return row.activity === 'split' ? 'divided' : 'processed';
  if (row.type === 'AggregationEvent' && row.action === 'ADD') return 'packed';
  if (row.type === 'AggregationEvent' && row.action === 'DELETE') return 'unpacked';
  if (row.action === 'ADD') return row.activity === 'harvest' ? 'harvested' : 'produced';
  switch (row.bizStep) {
    case 'shipping':
      return row.disposition === 'returned' ? 'returned' : 'shipped';
    case 'receiving':
    case 'accepting':
      return row.owning === true ? 'received' : 'taken-over';
    case 'storing':
    case 'stocking':
      return 'stored';
    case 'sampling':
      return 'sampled';
    case 'destroying':
      return 'disposed';
    default:
      return undefined;
  }
}
