import { ArrayNotEmpty, ArrayUnique, IsArray, IsBoolean, IsIn } from 'class-validator';
import {
  IssuedKeyView,
  organisationRoles,
  toIssuedKeyView,
  type Organisation,
  type OrganisationRole,
} from '../access/index.js';
import type { Account } from './accounts.service.js';
import { RegisterPartyRequest } from './parties.dto.js';

/** An organisation that gets an account: the party it is, and what it does. */
export class OpenAccountRequest extends RegisterPartyRequest {
  /** What it does in the chain. */
  @IsArray()
  @ArrayNotEmpty()
  @ArrayUnique()
  @IsIn(organisationRoles, { each: true })
  roles!: OrganisationRole[];
}

export class ChangeOrganisationRequest {
  /** Whether its access has ended. Given back, all that did not end by itself meanwhile holds again. */
  @IsBoolean()
  ended!: boolean;
}

/** An account of the service. */
export class OrganisationView {
  /** Our id of the organisation. */
  id!: string;
  /** How it is called, as its account was opened. */
  name!: string;
  /** What it does in the chain. */
  roles!: OrganisationRole[];
  /** The party that it is. */
  partyId?: string;
  /** When its account was opened, RFC 3339 in UTC. */
  createdAt!: string;
  /** Present while its access has ended: since when, RFC 3339 in UTC. */
  endedAt?: string;
}

/** An account that was just opened. */
export class AccountView extends OrganisationView {
  /** Its first key, which may do all that the organisation may. */
  key!: IssuedKeyView;
}

export function toOrganisationView(organisation: Organisation): OrganisationView {
  const { id, name, roles, partyId, createdAt, endedAt } = organisation;
  return {
    id,
    name,
    roles: [...roles],
    ...(partyId !== null && { partyId }),
    createdAt: createdAt.toISOString(),
    ...(endedAt !== null && { endedAt: endedAt.toISOString() }),
  };
}

export function toAccountView({ organisation, key }: Account): AccountView {
  return { ...toOrganisationView(organisation), key: toIssuedKeyView(key) };
}
