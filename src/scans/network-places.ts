import { isIP } from 'node:net';
import { open, type CityResponse } from 'maxmind';
import { coarse, type CoarsePlace } from './coarse-place.js';

/** Says where an address may be; undefined where nobody knows. */
export type PlaceOf = (address: string) => CoarsePlace | undefined;

const nowhere: PlaceOf = () => undefined;

/**
 * Places of networks from a database in MaxMind's format (GeoLite2 City, DB-IP City Lite and others), which whoever runs
 * the service brings; without one, no look has a place. A file that cannot be read ends the start.
 */
export async function readNetworkPlaces(file: string | null): Promise<PlaceOf> {
  if (file === null) return nowhere;
  const reader = await open<CityResponse>(file);
  return (address) => (isIP(address) === 0 ? undefined : placeIn(reader.get(address)));
}

/** Less sure of its place than this, a network has none. */
const kilometresMax = 200;

function placeIn(found: CityResponse | null): CoarsePlace | undefined {
  const country = found?.country?.iso_code;
  const part = found?.subdivisions?.[0]?.iso_code;
  const { latitude, longitude, accuracy_radius: within } = found?.location ?? {};
  // Of a network that is only somewhere in a country, its middle is given, which is nowhere.
  if (country === undefined || part === undefined || (within ?? 0) > kilometresMax)
    return undefined;
  if (latitude === undefined || longitude === undefined) return undefined;
  return {
    region: `${country}-${part}`,
    latitude: coarse(latitude),
    longitude: coarse(longitude),
  };
}
