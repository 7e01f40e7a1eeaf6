/** What an organisation does in the chain; it may have several roles. */
export const organisationRoles = [
  'producer',
  'cooperative',
  'processor',
  'importer',
  'wholesaler',
  'market-organiser',
  'cold-store',
  'carrier',
  'retailer',
  'caterer',
  'laboratory',
  'certifier',
  'platform',
  'regulator',
  'operator',
] as const;
export type OrganisationRole = (typeof organisationRoles)[number];

/** What a key may be used for. `admin` makes and revokes keys. */
export const scopes = ['read', 'write', 'recall', 'admin'] as const;
export type Scope = (typeof scopes)[number];

/** What a person is in an organisation, each able to do all that the one before it can. */
export const userRoles = ['viewer', 'editor', 'owner'] as const;
export type UserRole = (typeof userRoles)[number];

/** What a person may do is what a key with these scopes may. Recalls and keys are the owner's. */
export const scopesOf: Readonly<Record<UserRole, readonly Scope[]>> = {
  viewer: ['read'],
  editor: ['read', 'write'],
  owner: scopes,
};

/** What somebody showed, and the organisation that it is of. */
export type Credential = Pick<Actor, 'organisationId' | 'credential'>;

/** Who is asking, as proven by a key, a device or a person who is signed in: the first argument of every use case. */
export interface Actor {
  readonly organisationId: string;
  /** The party that the organisation is. */
  readonly partyId: string;
  readonly roles: readonly OrganisationRole[];
  readonly scopes: readonly Scope[];
  /** Of regulators: how the administrative divisions begin that they oversee, nothing for the whole country. */
  readonly oversees?: string;
  /** What proved it: the id of a key, or `device/` or `person/` and an id. Events keep it. */
  readonly credential: string;
  /** The organisation whose credential it is, where that acts for this one by a mandate. */
  readonly agentId?: string;
}

/** Who is looking, as far as it decides what is seen. */
export type Eyes = Pick<Actor, 'organisationId' | 'oversees'>;

/** The eyes of an organisation, however it is known that it oversees nobody. */
export function eyesOf({
  organisationId,
  oversees,
}: {
  readonly organisationId: string;
  readonly oversees?: string | null | undefined;
}): Eyes {
  return { organisationId, ...(oversees != null && { oversees }) };
}
