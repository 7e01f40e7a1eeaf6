/**
 * parties (L3): who stands in the chain, and where. One directory of parties shared by all organisations, the
 * places of each, and the opening of accounts, since an organisation comes with the party it is: the operator's, and
 * those of members that a co-operative acts for.
 *
 * Tables: party, location, company_prefix. Invariants: a social credit code, a GLN, or a GLN with its extension has one row; an
 * identifier, once given, stays; only the organisation that registered a party writes it and its places, until
 * the organisation that the party is opens its account and takes it over; of two company prefixes none begins with the other; no number of an identity card is
 * stored; each write has its feed row.
 * Not here: goods; who may see an event; where a party's own word ends (events/).
 */
export { AccountsService, type NewAccount } from './accounts.service.js';
export { CompanyPrefixesService } from './company-prefixes.service.js';
export { usualTimeZone, type KnownLocation, type Location, type LocationKind } from './location.js';
export { OpenForAnotherRequest } from './open-for-another.dto.js';
export { LocationsService } from './locations.service.js';
export { partyExists } from './parties.problems.js';
export { PartiesModule } from './parties.module.js';
export { PartiesService } from './parties.service.js';
export { residentIdFaults, type KnownParty } from './party.js';
export { selectDefaultLocation } from './locations.store.js';
export { resolveLocations, resolveParties } from './resolve.js';
