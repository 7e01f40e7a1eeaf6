/**
 * access (L2): who is asking, for whom, and what they may do. Organisations' accounts, their keys and devices, mandates to
 * act for a member, the actor, the permission table, the guard that denies by default.
 * Tables: organisation, api_key, device, mandate. Invariants: a secret is kept as a digest only; a refusal never says
 * whether a key, a device or a mandate of others exists; nobody is let in for an organisation that has ended; a mandate that
 * ended holds never again; a route that says nothing about access stops the start.
 * Not here: whose goods a thing is (each module asks for its own), people and their sessions.
 */
export { AccessModule } from './access.module.js';
export { tooManyKeys } from './access.problems.js';
export {
  lockOrganisation,
  selectOrganisation,
  selectOverseen,
  selectOverseers,
  type ApiKey,
  type Organisation,
} from './access.store.js';
export {
  organisationRoles,
  scopes,
  scopesOf,
  userRoles,
  type Actor,
  type Credential,
  eyesOf,
  type Eyes,
  type OrganisationRole,
  type Scope,
  type UserRole,
} from './actor.js';
export { ActorsService } from './actors.service.js';
export { Allow, By, needOfOperation } from './allow.js';
export { insertDemoKey } from './demo-keys.js';
export { endWaitingDevices, sweepCodes } from './devices/devices.store.js';
export { selectMadeBy, type MadeMachine } from './made-by.store.js';
export { selectBehind } from './maker.store.js';
export { jurisdictionOf, overseenFrom, type Level, levels } from './jurisdiction.js';
export { IssuedKeyView, toIssuedKeyView } from './keys.dto.js';
export { KeysService, validDaysMax, type IssuedKey, type KeyRequest } from './keys.service.js';
export {
  inWords,
  isAllowed,
  leastUserRole,
  permissions,
  refuseUnlessAllowed,
  type Action,
} from './permissions.js';
export { MandatesService, type NamedMandate } from './mandates/mandates.service.js';
export { MemberView, toMemberView } from './mandates/mandates.dto.js';
export { OrganisationAccessService } from './organisation-access.service.js';
export { OrganisationsService } from './organisations.service.js';
export { isOverseenSql } from './oversight.sql.js';
