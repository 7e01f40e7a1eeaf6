import type { Fault } from '../kernel/index.js';

/** Whether goods that enter mix with what is there (tank, silo) or lie beside it (shelf, room). */
export type Mixing = 'blending' | 'discrete';

/** What kinds of places there are, and whether goods mix in one unless its owner says otherwise. */
export const locationKinds = {
  field: 'discrete',
  orchard: 'discrete',
  greenhouse: 'discrete',
  pond: 'discrete',
  barn: 'discrete',
  vessel: 'discrete',
  plant: 'discrete',
  line: 'discrete',
  tank: 'blending',
  silo: 'blending',
  'cold-room': 'discrete',
  warehouse: 'discrete',
  vehicle: 'discrete',
  market: 'discrete',
  shop: 'discrete',
  kitchen: 'discrete',
  laboratory: 'discrete',
  other: 'discrete',
} as const satisfies Record<string, Mixing>;

export type LocationKind = keyof typeof locationKinds;

/** Decimal degrees, WGS 84. */
export interface GeoPoint {
  readonly latitude: number;
  readonly longitude: number;
}

/** What its organisation may say of a place, and change. */
export interface LocationProfile {
  readonly name: string;
  /** Global location number, AI (414); once given, it stays. */
  readonly gln: string | null;
  /** Part of a site that shares its GLN, AI (254). */
  readonly glnExtension: string | null;
  /** The place in words that consumers may read, such as "Pinggu, Beijing". */
  readonly region: string | null;
  readonly point: GeoPoint | null;
  /** IANA name; the clock that hangs on the wall there. */
  readonly timeZone: string;
  /** Where acts of its party happen that name no place. */
  readonly isDefault: boolean;
}

/** A place of a party. */
export interface Location extends LocationProfile {
  readonly id: string;
  readonly partyId: string;
  /** The organisation of its party. */
  readonly organisationId: string;
  readonly kind: LocationKind;
  /** Set when it is registered and never changed: what lay in a tank has mixed. */
  readonly mixing: Mixing;
  /** The place that this one is a part of. */
  readonly parentId: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** What higher modules need of a place that an event names. */
export type KnownLocation = Pick<
  Location,
  'id' | 'partyId' | 'organisationId' | 'name' | 'kind' | 'mixing' | 'timeZone'
>;

/** Where most of our users live, when neither the request nor the party's places say. */
export const usualTimeZone = 'Asia/Shanghai';

/** Whether a text names a time zone with its history (`Asia/Shanghai`, `UTC`), not an offset or an abbreviation. */
export function isTimeZone(name: string): boolean {
  if (name !== 'UTC' && !/^[A-Za-z_]+\/[A-Za-z0-9_+/-]+$/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** Where a place is, for everyone else: to a tenth of a degree (about 11 km), which finds a county and no house. */
export function coarse({ latitude, longitude }: GeoPoint): GeoPoint {
  return { latitude: tenth(latitude), longitude: tenth(longitude) };
}

function tenth(degrees: number): number {
  return Math.round(degrees * 10) / 10 + 0;
}

/** What is wrong with the identifiers of a place. */
export function glnFaults({ gln, glnExtension }: LocationProfile): Fault[] {
  return gln === null && glnExtension !== null
    ? [{ pointer: '/glnExtension', detail: 'extends a GLN; give the gln too' }]
    : [];
}

/** What of a change is not allowed. Events name a place by its GLN, and acts need a default place. */
export function changeFaults(before: LocationProfile, after: LocationProfile): Fault[] {
  const isRenamed = before.gln !== after.gln || before.glnExtension !== after.glnExtension;
  const gln = { pointer: '/gln', detail: `is ${before.gln ?? ''} and stays so` };
  const usual = {
    pointer: '/isDefault',
    detail: 'stays true until another location becomes the default',
  };
  return [
    ...glnFaults(after),
    ...(before.gln !== null && isRenamed ? [gln] : []),
    ...(before.isDefault && !after.isDefault ? [usual] : []),
  ];
}
