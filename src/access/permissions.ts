import type { Actor, OrganisationRole, Scope } from './actor.js';

interface Permission {
  readonly scope: Scope;
  /** Roles that may; left out, every organisation may with its own things. */
  readonly roles?: readonly OrganisationRole[];
}

const traders: readonly OrganisationRole[] = [
  'producer',
  'processor',
  'carrier',
  'wholesaler',
  'retailer',
  'laboratory',
  'platform',
];

/** Every action of the API and who may do it. A route names one of these or it does not start. */
const permissions = {
  'organisations.create': { scope: 'admin', roles: ['operator'] },
  'organisations.read': { scope: 'read' },
  'keys.manage': { scope: 'admin' },
  'parties.read': { scope: 'read' },
  'parties.write': { scope: 'write' },
  'locations.read': { scope: 'read' },
  'locations.write': { scope: 'write' },
  'products.read': { scope: 'read' },
  'products.write': { scope: 'write' },
  'batches.read': { scope: 'read' },
  'batches.write': { scope: 'write', roles: traders },
  'codes.read': { scope: 'read' },
  'codes.write': { scope: 'write', roles: traders },
  'events.read': { scope: 'read' },
  'events.write': { scope: 'write', roles: traders },
  'holdings.read': { scope: 'read' },
  'handoffs.read': { scope: 'read' },
  'traces.read': { scope: 'read' },
  'recalls.read': { scope: 'read' },
  'recalls.write': { scope: 'recall' },
} as const satisfies Record<string, Permission>;

export type Action = keyof typeof permissions;

/** What the actor lacks for an action, in words; undefined when it may. */
export function missingFor(actor: Actor, action: Action): string | undefined {
  const permission: Permission = permissions[action];
  if (!actor.scopes.includes(permission.scope)) return `a key with the scope ${permission.scope}`;
  const { roles } = permission;
  if (roles !== undefined && !roles.some((role) => actor.roles.includes(role))) {
    return `an organisation that is ${roles.join(', ').replace(/, ([^,]*)$/, ' or $1')}`;
  }
  return undefined;
}
