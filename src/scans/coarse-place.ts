/** Where a look came from, as far as it may be known: a part of a country, and a quarter of a degree. */
export interface CoarsePlace {
  /** ISO 3166-2: `CN-SD`. */
  readonly region: string;
  /** Degrees, rounded to a quarter: some 28 km. */
  readonly latitude: number;
  readonly longitude: number;
}

/** Rounds a position to a quarter of a degree; nothing finer is ever kept. */
export function coarse(degrees: number): number {
  return Math.round(degrees * 4) / 4;
}

const earthKilometres = 6371;
const radians = (degrees: number) => (degrees * Math.PI) / 180;

/** Kilometres between two places, along the great circle. */
export function kilometresBetween(a: CoarsePlace, b: CoarsePlace): number {
  const [up, across] = [a.latitude - b.latitude, a.longitude - b.longitude].map(
    (degrees) => Math.sin(radians(degrees) / 2) ** 2,
  ) as [number, number];
  const chord = up + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * across;
  return 2 * earthKilometres * Math.asin(Math.min(1, Math.sqrt(chord)));
}

/** Whether a region lies within another: `CN-SD` in `CN`. */
export function isWithin(region: string, wider: string): boolean {
  return region === wider || region.startsWith(`${wider}-`);
}
