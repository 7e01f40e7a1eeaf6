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
  /** Whose record it is; never told. */
  readonly author: string;
  /** How its author is called, where everybody may know that. */
  readonly by: string | null;
  readonly byNames: Readonly<Record<string, string>> | null;
  /** Whether its author shares it with everybody. */
  readonly open: boolean;
  /** Both sides of the hand-off recorded it. */
  readonly confirmed: boolean | null;
}

/**
 * The steps in their order, with a gap before each at which goods turn up that nobody had handed over. Rows that are not
 * the whole story are the first and the latest: what lies between is left out, no gap, and who took the goods over is not
 * known.
 */
export function journeyOf(rows: readonly StepRow[], isWhole = true): JourneyEntry[] {
  const moves = rows.map((row): Move => ({ row, act: actOf(row) }));
  const toldAt = momentsTold(rows, isWhole);
  const entries: JourneyEntry[] = [];
  const holders = new Set<string>();
  moves.forEach((move, i) => {
    const { row, act } = move;
    if (act === undefined) return;
    const isAfterLeftOut = !isWhole && i === 1;
    const before = isAfterLeftOut ? undefined : moves[i - 1];
    const isGap =
      before !== undefined &&
      (isUnannounced(move) || (isWhole && isUnreceived(row, before, holders)));
    if (isGap) entries.push({ kind: 'gap', from: toldAt(before.row), until: toldAt(row) });
    entries.push(stepOf(row, act, toldAt(row)));
    holders.add(row.author);
  });
  return entries;
}

interface Move {
  readonly row: StepRow;
  readonly act: JourneyAct | undefined;
}

function isUnannounced({ row, act }: Move): boolean {
  return (act === 'received' || act === 'taken-over') && row.confirmed !== true;
}

function isMaking({ type, action }: StepRow): boolean {
  return type === 'ObjectEvent' && action === 'ADD';
}

/** Goods that one firm sent off and another one, of whom nothing was told yet, has: in between nobody had them. */
function isUnreceived(row: StepRow, before: Move, holders: ReadonlySet<string>): boolean {
  if (before.act !== 'shipped' || before.row.confirmed === true) return false;
  return row.confirmed !== true && !isMaking(row) && !holders.has(row.author);
}

/** Whether the goods have left their maker's hands, by the record. */
export function hasHopped(journey: readonly JourneyEntry[]): boolean {
  return journey.some((entry) => entry.kind === 'step' && hops.has(entry.act));
}

const hops: ReadonlySet<JourneyAct> = new Set(['shipped', 'taken-over', 'received', 'returned']);

function stepOf(row: StepRow, act: JourneyAct, at: string): JourneyStep {
  return {
    kind: 'step',
    act,
    at,
    ...(row.region !== null && { place: publicName(row.region) }),
    ...(row.by !== null && { by: publicName(row.by, row.byNames) }),
    evidence: row.confirmed === true ? 'confirmed' : 'self-declared',
  };
}

/**
 * A day, by the calendar of the place; the hour too where its author shares it, since hours tell trades apart. Steps stand in
 * their order: an hour beside a step that is not shared would bound that one's, so no hour of such a day is told, and none where
 * steps are left out.
 */
function momentsTold(rows: readonly StepRow[], isWhole: boolean): (row: StepRow) => string {
  const closedDays = rows
    .filter(({ open }) => !open)
    .map((row) => Date.parse(`${momentOf(row).slice(0, 10)}T00:00:00${row.offset}`));
  return (row) => {
    const moment = momentOf(row);
    const instant = Date.parse(moment);
    const isTold =
      isWhole &&
      row.open &&
      !row.wholeDay &&
      !closedDays.some((start) => instant >= start && instant < start + dayMilliseconds);
    return isTold ? moment : moment.slice(0, 10);
  };
}

const dayMilliseconds = 86_400_000;

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
