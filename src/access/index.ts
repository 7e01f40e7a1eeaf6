/**
 * access (L2): who is asking and what they may do. Organisations' accounts, their keys and devices, the actor, the
 * permission table, the guard that denies by default.
 * Tables: organisation, api_key, device. Invariants: a secret is kept as a digest only; a refusal never says whether a
 * key or a device exists; nobody is let in for an organisation that has ended; a route that says nothing about access
 * stops the start.
 * Not here: whose goods a thing is (each module asks for its own), people and their sessions.
 */
export { AccessModule } from './access.module.js';
export { selectOrganisationsOfRole, type Organisation } from './access.store.js';
export {
  organisationRoles,
  scopes,
  scopesOf,
  userRoles,
  type Actor,
  type OrganisationRole,
  type Scope,
  type UserRole,
} from './actor.js';
export { Allow, By, needOfOperation } from './allow.js';
export { insertDemoKey } from './demo-keys.js';
export { endWaitingDevices } from './devices/devices.store.js';
export { IssuedKeyView, toIssuedKeyView } from './keys.dto.js';
export { KeysService, type IssuedKey } from './keys.service.js';
export { inWords, leastUserRole, permissions, refuseUnlessAllowed } from './permissions.js';
export { OrganisationAccessService } from './organisation-access.service.js';
export { OrganisationsService } from './organisations.service.js';
