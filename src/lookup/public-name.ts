import type { PublicName } from './passport.dto.js';

/** A name as its owner wrote it, with the versions they gave. */
export function publicName(
  text: string,
  versions?: Readonly<Record<string, string>> | null,
): PublicName {
  return versions != null && Object.keys(versions).length > 0 ? { text, versions } : { text };
}
