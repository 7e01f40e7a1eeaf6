/**
 * lookup (L7): what a stranger is told about a code, and the public door that tells it ahead of Express.
 * No tables; reads as the database's public role. Invariants: what is told is `Passport` and, of a
 * Digital Link, `Linkset`, each a whitelist built field by field; a recall outranks every other verdict and shows within a second; an
 * unknown and a not yet activated code are answered alike to the byte; a mistyped code costs no statement.
 * While the database is away a recalled code says so, from what `recalled` keeps.
 * Not here: how a page is drawn (web), which goods a recall stops (recalls), the counting of scans.
 */
export type {
  Evidence,
  JourneyEntry,
  JourneyGap,
  JourneyStep,
  KnownGoods,
  MalformedPassport,
  PublicBatch,
  PublicLooks,
  RecalledPassport,
  RecordedPassport,
  UnavailablePassport,
  UnknownPassport,
} from './passport.dto.js';
export type { Passport } from './passport.js';
export { doorModels, doorPaths } from './door-paths.js';
export { Lookup } from './lookup.js';
export { LookupModule } from './lookup.module.js';
export { PassportStore } from './passport.store.js';
export type { FurtherPage, ProductPassport } from './product-passport.dto.js';
export type { StatedPassport, StatedThing } from './stated-passport.dto.js';
export { publicDoor } from './public-door.js';
export { RecalledBook } from './recalled/recalled-book.js';
export type { PageForReader, ReaderRequest } from './reader-page.js';
