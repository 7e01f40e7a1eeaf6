import { isWithin, kilometresBetween, type CoarsePlace } from './coarse-place.js';
import type { LookVerdict } from './look.js';

/** When what is seen of a code is worth a word. Set per product; the first values are guesses, to be tuned by what owners see. */
export interface Thresholds {
  /** From so many devices, or sessions, the consumer is told to beware. */
  readonly cautionDevices: number;
  readonly cautionSessions: number;
  /** From so many devices the owner is told. */
  readonly alertDevices: number;
  /** Two looks further apart, and faster than goods fly, are of two packs. A network says only roughly where it is. */
  readonly travelKilometres: number;
  readonly travelKilometresPerHour: number;
  /** Where the product is sold: ISO 3166-1 or -2; null: everywhere. */
  readonly markets: readonly string[] | null;
  /** What is shown of copies by these blocks the code. */
  readonly blockOn: readonly CopySignal[];
}

export const defaultThresholds: Thresholds = {
  cautionDevices: 5,
  cautionSessions: 10,
  alertDevices: 30,
  travelKilometres: 500,
  travelKilometresPerHour: 900,
  markets: null,
  blockOn: [],
};

/** What is known of looks at a code. */
export interface LookCounts {
  readonly sessions: number;
  readonly devices: number;
  readonly isFarApart: boolean;
}

/** Why a consumer who looks at a code of one pack should beware; undefined where nothing is unusual. */
export function cautionOf(
  { sessions, devices, isFarApart }: LookCounts,
  { cautionDevices, cautionSessions }: Thresholds,
): 'far-apart' | 'many' | undefined {
  if (isFarApart) return 'far-apart';
  return devices >= cautionDevices || sessions >= cautionSessions ? 'many' : undefined;
}

/** What the owner of a code is told of. */
export const signals = [
  'many-devices',
  'far-apart',
  'inactive',
  'withdrawn',
  'blocked',
  'expired',
  'recalled',
  'wrong-market',
] as const;
export type Signal = (typeof signals)[number];

/** Those that show copies: the label that somebody holds may be one. */
export const copySignals = ['many-devices', 'far-apart'] as const satisfies readonly Signal[];
export type CopySignal = (typeof copySignals)[number];

/** What is known of one device that looked at a code. */
export interface Seen {
  readonly firstAt: Date;
  readonly lastAt: Date;
  readonly place: CoarsePlace | undefined;
  readonly verdict: LookVerdict;
  /** Whether something of it nobody judged yet: a session, another answer or another region. */
  readonly isNew: boolean;
}

/** Of a code that is printed on every pack of a batch, many looks from everywhere are as it should be. */
const ofBatches: ReadonlySet<Signal> = new Set(['expired', 'recalled', 'wrong-market']);

/** What new looks at a code show. `seen` are its devices of late, the new ones among them; `devices` counts all. */
export function signalsOf(
  seen: readonly Seen[],
  devices: number,
  { isBatch, thresholds }: { readonly isBatch: boolean; readonly thresholds: Thresholds },
): Signal[] {
  const fresh = seen.filter(({ isNew }) => isNew);
  const shown = new Set<Signal>();
  for (const { verdict, place } of fresh) {
    if (verdict !== 'recorded') shown.add(verdict);
    if (place !== undefined && isOutside(place, thresholds.markets)) shown.add('wrong-market');
  }
  if (devices >= thresholds.alertDevices && fresh.length > 0) shown.add('many-devices');
  const isFarApart = fresh.some((one) => seen.some((other) => areTwoPacks(one, other, thresholds)));
  if (isFarApart) shown.add('far-apart');
  return signals.filter((signal) => shown.has(signal) && (!isBatch || ofBatches.has(signal)));
}

function isOutside({ region }: CoarsePlace, markets: Thresholds['markets']): boolean {
  return markets !== null && !markets.some((market) => isWithin(region, market));
}

/** Whether nothing that flies could have brought one pack from the one to the other in the time between. */
function areTwoPacks(one: Seen, other: Seen, thresholds: Thresholds): boolean {
  if (one.place === undefined || other.place === undefined) return false;
  const kilometres = kilometresBetween(one.place, other.place);
  if (kilometres <= thresholds.travelKilometres) return false;
  return kilometres > thresholds.travelKilometresPerHour * hoursBetween(one, other);
}

/** The least time between moments at which both are known to have looked. */
function hoursBetween(one: Seen, other: Seen): number {
  const apart = [one.firstAt, one.lastAt].flatMap((at) =>
    [other.firstAt, other.lastAt].map((then) => Math.abs(at.getTime() - then.getTime())),
  );
  return Math.min(...apart) / 3_600_000;
}
