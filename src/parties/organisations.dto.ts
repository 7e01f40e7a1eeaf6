import { ApiProperty } from '@nestjs/swagger';
import { ArrayNotEmpty, ArrayUnique, IsArray, IsBoolean, IsIn } from 'class-validator';
import {
  IssuedKeyView,
  jurisdictionOf,
  levels,
  organisationRoles,
  toIssuedKeyView,
  type Organisation,
  type Level,
  type OrganisationRole,
} from '../access/index.js';
import { IfGiven } from '../platform/index.js';
import type { Account } from './accounts.service.js';
import { IsDivision } from './fields.js';
import { RegisterPartyRequest } from './parties.dto.js';

/** An organisation that gets an account: the party it is, and what it does. */
export class OpenAccountRequest extends RegisterPartyRequest {
  /** What it does in the chain. */
  @IsArray()
  @ArrayNotEmpty()
  @ArrayUnique()
  @IsIn(organisationRoles, { each: true })
  roles!: OrganisationRole[];

  /**
   * The administrative division that it is in, GB/T 2260: its regulators see what it sees. Left out: the one that its
   * social credit code names; without either only who oversees the whole country does.
   * @example "370202"
   */
  @IfGiven()
  @IsDivision()
  division?: string;

  /**
   * Of a regulator, and of nobody else: the division that it oversees, GB/T 2260, with all that is within: 370000 is
   * a province, 370200 a prefecture, 370202 a county, 000000 the whole country.
   * @example "370200"
   */
  @IfGiven()
  @IsDivision()
  jurisdiction?: string;
}

/** What a regulator oversees. */
export class JurisdictionView {
  /** GB/T 2260; 000000 is the whole country. */
  division!: string;
  /** How far down it is. */
  @ApiProperty({ enum: levels })
  level!: Level;
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
  /** The administrative division that it is in, GB/T 2260. */
  division?: string;
  /** Of a regulator: what it oversees. */
  jurisdiction?: JurisdictionView;
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
  const { id, name, roles, partyId, division, oversees, createdAt, endedAt } = organisation;
  return {
    id,
    name,
    roles: [...roles],
    ...(partyId !== null && { partyId }),
    ...(division !== null && { division }),
    ...(oversees !== null && { jurisdiction: jurisdictionOf(oversees) }),
    createdAt: createdAt.toISOString(),
    ...(endedAt !== null && { endedAt: endedAt.toISOString() }),
  };
}

export function toAccountView({ organisation, key }: Account): AccountView {
  return { ...toOrganisationView(organisation), key: toIssuedKeyView(key) };
}
