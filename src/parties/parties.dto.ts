import { Type } from 'class-transformer';
import { IsEmail, IsIn, IsOptional, MaxLength, ValidateNested } from 'class-validator';
import { organisationCodeWarning } from '../identifiers/index.js';
import type { Fault } from '../kernel/index.js';
import { IfGiven, IsLine, PageQuery } from '../platform/index.js';
import { IsGln, IsUscc } from './fields.js';
import { partyKinds, type KnownParty, type Names, type Party, type PartyKind } from './party.js';

/** A name in the languages of our pages. */
export class NamesRequest {
  @IfGiven()
  @IsLine(200)
  en?: string;

  @IfGiven()
  @IsLine(200)
  'zh-CN'?: string;
}

class PartyProfileRequest {
  /** The name in other languages. */
  @IfGiven()
  @ValidateNested()
  @Type(() => NamesRequest)
  names?: NamesRequest;

  /**
   * Unified social credit code (GB 32100). Never the number of an identity card.
   * @example "91350100M000100Y43"
   */
  @IsOptional()
  @IsUscc()
  uscc?: string | null;

  /**
   * Global Location Number of the legal entity, GS1 AI (417).
   * @example "9501101530003"
   */
  @IsOptional()
  @IsGln()
  gln?: string | null;

  /** Whom to ask for; seen by you alone, as are the next three. */
  @IsOptional()
  @IsLine(100)
  contactName?: string | null;

  @IsOptional()
  @IsLine(50)
  phone?: string | null;

  @IsOptional()
  @IsEmail({}, { message: 'must be an e-mail address' })
  @MaxLength(254)
  email?: string | null;

  /** Postal address, on one line. */
  @IsOptional()
  @IsLine(300)
  address?: string | null;
}

/** An organisation or person that you deal with or act for. */
export class RegisterPartyRequest extends PartyProfileRequest {
  /** How it is called. */
  @IsLine(200)
  name!: string;

  @IsIn(partyKinds)
  kind: PartyKind = 'organisation';
}

/** What to change of a party; what is left out stays, null takes away. */
export class ChangePartyRequest extends PartyProfileRequest {
  @IfGiven()
  @IsLine(200)
  name?: string;
}

/** Your own parties, or the one that has an identifier. */
export class PartiesQuery extends PageQuery {
  /** Whoever has this social credit code, registered by anyone. */
  @IfGiven()
  @IsUscc()
  uscc?: string;

  /** Whoever has this GLN, registered by anyone. */
  @IfGiven()
  @IsGln()
  gln?: string;
}

/** A party as every organisation may see it. */
export class PartyView {
  id!: string;
  kind!: PartyKind;
  name!: string;
  names!: Names;
  uscc?: string;
  gln?: string;
}

/** A party that you registered. */
export class OwnPartyView extends PartyView {
  /** Whether this party is your organisation. */
  represents!: boolean;
  contactName?: string;
  phone?: string;
  email?: string;
  address?: string;
  createdAt!: string;
  updatedAt!: string;
  /** What is not wrong, but looks it. */
  warnings?: Fault[];
}

export function toPartyView({ id, kind, name, names, uscc, gln }: KnownParty): PartyView {
  return { id, kind, name, names, ...(uscc !== null && { uscc }), ...(gln !== null && { gln }) };
}

export function toOwnPartyView(party: Party): OwnPartyView {
  const { represents, contactName, phone, email, address, createdAt, updatedAt } = party;
  const warning = party.uscc === null ? undefined : organisationCodeWarning(party.uscc);
  return {
    ...toPartyView(party),
    represents,
    ...(contactName !== null && { contactName }),
    ...(phone !== null && { phone }),
    ...(email !== null && { email }),
    ...(address !== null && { address }),
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    ...(warning !== undefined && { warnings: [{ pointer: '/uscc', detail: warning }] }),
  };
}
