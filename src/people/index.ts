/**
 * people (L3): who signs in for an organisation. Accounts with a user role, codes to join or to set a password anew,
 * tries to sign in, sessions of browsers; an issuer of OpenID Connect that vouches for people instead of a password.
 * Tables: person, invitation, session, sign_in_try, login_misses, oidc_sign_in. Invariants: passwords and codes are kept as
 * digests only; signing in never says whether a login exists, and a code can ask it of five at most, an organisation of fifty
 * in three days from the first; names and logins are told to nobody outside the organisation; who has left is signed out, and
 * who was erased is an id, a role and times; an account is tied to a person by a code, never by an e-mail address.
 * Not here: what a role may do (access), pages.
 */
export {
  eraseName,
  eraseWaysIn,
  eraseTries,
  lockForErasure,
  type Erasable,
  type ErasedAccount,
} from './erasing.js';
export { lockLongEnded, selectLongEnded } from './erasing.store.js';
export { selectEntrances, type Entrance } from './first-owner.store.js';
export { selectHeld, type HeldOfPeople } from './held.store.js';
export { invitationHours, InvitationsService, type NewInvitation } from './invitations.service.js';
export { endInvitationsInto, type Invitation } from './invitations.store.js';
export { JoiningService, type NotAccepted } from './joining.service.js';
export { oidcSignInMinutes, OidcSignInService, type OidcFault } from './oidc-sign-in.service.js';
export { sweepInvitations, sweepSessions, sweepSignIns, sweepTries } from './keeping.store.js';
export { lastOwner } from './people.problems.js';
export { PeopleModule } from './people.module.js';
export { selectOwners } from './people.store.js';
export { PeopleService } from './people.service.js';
export { personIn, type Person } from './person.js';
export { endAllThatPasses } from './sessions.store.js';
export { SessionsService } from './sessions.service.js';
export { SignInService, type SignInVerdict, type Tried } from './sign-in.service.js';
export { firstWaitSeconds } from './sign-in-tries.store.js';
