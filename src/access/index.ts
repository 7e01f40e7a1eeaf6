/**
 * access (L2): who is asking and what they may do. Organisations' accounts and keys, the actor, the permission
 * table, the guard that denies by default.
 * Tables: organisation, api_key. Invariants: a secret is kept as a digest only; a refusal never says whether a
 * key exists; a route that says nothing about access stops the start.
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
  type Credential,
  type OrganisationRole,
  type Scope,
  type UserRole,
} from './actor.js';
export { Allow, By, needOfOperation } from './allow.js';
export { insertDemoKey } from './demo-keys.js';
export { IssuedKeyView, toIssuedKeyView } from './keys.dto.js';
export { KeysService, type IssuedKey } from './keys.service.js';
export {
  inWords,
  leastUserRole,
  permissions,
  refuseUnlessAllowed,
  type Action,
} from './permissions.js';
export { OrganisationsService } from './organisations.service.js';
