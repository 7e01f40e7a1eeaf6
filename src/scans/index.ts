/**
 * scans (L6): looks of consumers at codes: the first one of a pack, how many devices and sessions there were since, and
 * what that shows its owner: copies, goods past their day or recalled that somebody still has, goods far from their market.
 * Tables: scan_salt, scan_mark, scan_device, scan_day, scan_alert, scan_settings. Invariants: the first look at an item or
 * case code is stored before it is answered, once; looks of a preview, of whoever signed in, or by HEAD are none; nothing
 * kept of a look names or finds a person, and no two codes' looks can be told to be one person's.
 * Not here: what a code answers (lookup), events of the supply chain.
 */
export { sweepLooks } from './keeping.store.js';
export { isLookOfPerson } from './looks-of-people.js';
export { isOfOnePack, type LookVerdict } from './look.js';
export { Looks } from './looks.js';
export { readNetworkPlaces, type PlaceOf } from './network-places.js';
export { ScansModule } from './scans.module.js';
export { cautionOf, defaultThresholds, type LookCounts, type Thresholds } from './signals.js';
export { thresholdColumns } from './settings.store.js';
