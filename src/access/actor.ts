/** What an organisation does in the chain; it may have several roles. */
export const organisationRoles = [
  'producer',
  'processor',
  'carrier',
  'wholesaler',
  'retailer',
  'laboratory',
  'platform',
  'regulator',
  'operator',
] as const;
export type OrganisationRole = (typeof organisationRoles)[number];

/** What a key may be used for. `admin` makes and revokes keys. */
export const scopes = ['read', 'write', 'recall', 'admin'] as const;
export type Scope = (typeof scopes)[number];

/** Who is asking, as proven by a key: the first argument of every use case. */
export interface Actor {
  readonly organisationId: string;
  /** The party that the organisation is. */
  readonly partyId: string;
  readonly roles: readonly OrganisationRole[];
  readonly scopes: readonly Scope[];
  readonly keyId: string;
}
