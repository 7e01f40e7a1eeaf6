import { Problem } from '../kernel/index.js';
import { forbidden } from '../platform/index.js';
import {
  organisationRoles,
  scopesOf,
  userRoles,
  type Actor,
  type OrganisationRole,
  type Scope,
  type UserRole,
} from './actor.js';

/** Who may do an action. With the roles left out, every organisation may, with its own things. */
export interface Permission {
  /** What is done, as the table in the docs says it. */
  readonly does: string;
  /** What a key needs, and by `scopesOf` a person. */
  readonly scope: Scope;
  readonly roles?: readonly OrganisationRole[];
  /** Whether an agent may do it for a member. What changes who may act is left out. */
  readonly forMembers?: true;
}

/** Those who overlook the chain do not act in it: nothing they wrote could be told from what happened. */
const overseers: readonly OrganisationRole[] = ['regulator', 'operator'];
const traders = organisationRoles.filter((role) => !overseers.includes(role));

/** Those who bring a batch into being: by growing, making, importing, dividing or cooking. */
const makers: readonly OrganisationRole[] = [
  ...(['producer', 'cooperative', 'processor', 'importer'] as const),
  ...(['wholesaler', 'retailer', 'caterer'] as const),
];

/** Those who take goods from others, and bring in whom they take them from. */
const buyers: readonly OrganisationRole[] = [...makers, 'market-organiser', 'platform'];

/**
 * Every action of the API and who may do it. A route names one of these or the service does not start; the guard, the
 * description of the API and docs/reference/permissions.md are made from it.
 */
const table = {
  'organisations.create': {
    does: 'Opens an account for an organisation.',
    scope: 'admin',
    roles: ['operator'],
  },
  'organisations.end': {
    does: "Ends an organisation's access, or gives it back.",
    scope: 'admin',
    roles: ['operator'],
  },
  'organisations.read': {
    does: "Reads the organisation's own account.",
    scope: 'read',
    forMembers: true,
  },
  'keys.manage': { does: 'Makes, lists and revokes keys.', scope: 'admin' },
  'devices.manage': { does: 'Makes codes for devices, lists and revokes them.', scope: 'admin' },
  'people.manage': {
    does: 'Lists people and invitations, says what they may do, ends them, tells and erases what is kept of them.',
    scope: 'admin',
  },
  // An agent invites the one who takes over, and nobody after that: people/ asks.
  'people.invite': { does: 'Invites people.', scope: 'admin', forMembers: true },
  'mandates.read': { does: 'Reads who may act for the organisation.', scope: 'read' },
  'mandates.manage': {
    does: 'Lets a co-operative act for the organisation, and ends it.',
    scope: 'admin',
    roles: traders,
  },
  'members.read': {
    does: 'Reads for whom the organisation may act.',
    scope: 'read',
    roles: ['cooperative'],
  },
  'members.manage': {
    does: 'Registers members that nobody signs in for.',
    scope: 'admin',
    roles: ['cooperative'],
  },
  'suppliers.read': {
    does: 'Reads whom the organisation brought in.',
    scope: 'read',
    roles: buyers,
  },
  'suppliers.manage': {
    does: 'Brings suppliers in: opens their accounts and invites their first owners.',
    scope: 'admin',
    roles: buyers,
  },
  'self.manage': {
    does: 'Reads what is held about oneself, and erases it; for people, on their page.',
    scope: 'read',
  },
  'audit.read': { does: "Reads the organisation's audit.", scope: 'admin' },
  'parties.read': { does: 'Reads parties.', scope: 'read', forMembers: true },
  'parties.write': {
    does: 'Registers parties and says what they are.',
    scope: 'write',
    forMembers: true,
  },
  'locations.read': { does: 'Reads own locations.', scope: 'read', forMembers: true },
  'locations.write': { does: 'Registers own locations.', scope: 'write', forMembers: true },
  'products.read': { does: 'Reads own products.', scope: 'read', forMembers: true },
  'products.write': { does: 'Registers own products.', scope: 'write', forMembers: true },
  'links.read': { does: 'Reads the links of own products.', scope: 'read', forMembers: true },
  // It sends everybody who scans a label to another address.
  'links.write': {
    does: 'Links own products to pages and services elsewhere.',
    scope: 'admin',
    forMembers: true,
  },
  'external-identifiers.read': {
    does: 'Reads which codes of other schemes own products and batches bear.',
    scope: 'read',
    forMembers: true,
  },
  'external-identifiers.write': {
    does: 'Says which codes of other schemes own products and batches bear.',
    scope: 'write',
    forMembers: true,
  },
  'batches.read': { does: 'Reads own batches.', scope: 'read', forMembers: true },
  'batches.write': { does: 'Registers batches.', scope: 'write', roles: makers, forMembers: true },
  'codes.read': { does: 'Reads own codes.', scope: 'read', forMembers: true },
  'prefixes.read': { does: 'Reads own GS1 company prefixes.', scope: 'read', forMembers: true },
  // For good, and it keeps others out: as grave as making a key.
  'prefixes.manage': {
    does: 'Registers own GS1 company prefixes.',
    scope: 'admin',
    roles: traders,
  },
  'codes.write': {
    does: 'Issues codes and SSCCs, and says what becomes of codes.',
    scope: 'write',
    roles: traders,
    forMembers: true,
  },
  'scans.read': {
    does: "Reads what consumers' looks at own codes come to.",
    scope: 'read',
    forMembers: true,
  },
  'scans.write': {
    does: 'Takes note of alerts, and says when there are any.',
    scope: 'write',
    roles: traders,
    forMembers: true,
  },
  'complaints.read': {
    does: 'Reads complaints about own goods, and traces from them.',
    scope: 'read',
    forMembers: true,
  },
  'complaints.write': {
    does: 'Answers and closes complaints.',
    scope: 'write',
    roles: traders,
    forMembers: true,
  },
  // A roll of labels is worth money to a counterfeiter: each download stands in the audit by this name.
  'labels.read': {
    does: 'Downloads labels of own codes and loads, and files for print houses.',
    scope: 'read',
    forMembers: true,
  },
  'labels.write': {
    does: 'Orders files of codes for print houses.',
    scope: 'write',
    roles: traders,
    forMembers: true,
  },
  'events.read': {
    does: 'Reads events that the organisation may see.',
    scope: 'read',
    forMembers: true,
  },
  'events.write': {
    does: 'Captures events and activities.',
    scope: 'write',
    roles: traders,
    forMembers: true,
  },
  'vocabularies.read': {
    does: 'Reads own products, locations and parties as master data of EPCIS.',
    scope: 'read',
    forMembers: true,
  },
  'queries.read': {
    does: 'Reads own named queries and what they find.',
    scope: 'read',
    forMembers: true,
  },
  // A query bears subscriptions, which end with it: who may act for a member for a while leaves both alone.
  'queries.write': { does: 'Makes named queries and takes them away.', scope: 'write' },
  // Data leave for an address for as long as nobody stops it, so it is as grave as making a key.
  'subscriptions.manage': {
    does: 'Has events sent to an address, lists and ends that, and has them sent again.',
    scope: 'admin',
  },
  'holdings.read': { does: 'Reads own goods.', scope: 'read', forMembers: true },
  'handoffs.read': { does: 'Reads own hand-offs.', scope: 'read', forMembers: true },
  'traces.read': { does: 'Traces goods both ways.', scope: 'read', forMembers: true },
  'sharing.read': {
    does: 'Reads what the organisation tells of its steps.',
    scope: 'read',
    forMembers: true,
  },
  'sharing.write': {
    does: 'Says who is told of its steps beyond partners.',
    scope: 'admin',
    forMembers: true,
  },
  'recalls.read': {
    does: 'Reads recalls and what they ask of the organisation.',
    scope: 'read',
    forMembers: true,
  },
  'recalls.write': {
    does: 'Drafts, signs, opens, changes and closes recalls.',
    scope: 'recall',
    forMembers: true,
  },
  'drills.read': { does: 'Reads mock recalls of own goods.', scope: 'read', forMembers: true },
  'drills.write': {
    does: 'Makes mock recalls of own goods.',
    scope: 'write',
    roles: traders,
    forMembers: true,
  },
  'recalls.oversee': {
    does: 'Takes recalls over, and consents to more time for them.',
    scope: 'recall',
    roles: ['regulator'],
  },
  'recall-settings.write': {
    does: 'Says how many people sign the opening of a recall.',
    scope: 'admin',
  },
  'sale-checks.read': {
    does: 'Asks whether goods may be sold, by their labels.',
    scope: 'read',
    forMembers: true,
  },
} as const satisfies Record<string, Permission>;

export type Action = keyof typeof table;

export const permissions: Readonly<Record<Action, Permission>> = table;

/** Refuses an actor who may not. A route asks by `Allow`; what a request does besides is asked where it is done. */
export function refuseUnlessAllowed(actor: Actor, action: Action): void {
  const missing = missingFor(actor, action);
  if (missing !== undefined) throw new Problem(forbidden, `This needs ${missing}.`);
}

/** Whether the actor may; for pages, which offer only what is allowed. */
export function isAllowed(actor: Actor, action: Action): boolean {
  return missingFor(actor, action) === undefined;
}

/** What the actor lacks for an action, in words; undefined when it may. */
function missingFor(actor: Actor, action: Action): string | undefined {
  const { scope, roles } = permissions[action];
  if (!actor.scopes.includes(scope)) {
    return `the scope ${scope}, which people have from ${leastUserRole(scope)} up`;
  }
  if (roles !== undefined && !roles.some((role) => actor.roles.includes(role))) {
    return `an organisation that is ${inWords(roles)}`;
  }
  return undefined;
}

/** One of the roles: `producer, carrier or retailer`. */
export function inWords(roles: readonly OrganisationRole[]): string {
  return roles.join(', ').replace(/, ([^,]*)$/, ' or $1');
}

/** The least that a person must be to use the scope. */
export function leastUserRole(scope: Scope): UserRole {
  return userRoles.find((role) => scopesOf[role].includes(scope)) ?? 'owner';
}
