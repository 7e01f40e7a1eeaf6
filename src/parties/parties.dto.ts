import { Type } from 'class-transformer';
import { IsEmail, IsIn, IsOptional, MaxLength, ValidateNested } from 'class-validator';
import { organisationCodeWarning } from '../identifiers/index.js';
import type { Fault } from '../kernel/index.js';
import { IfGiven, IsLine, PageQuery } from '../platform/index.js';
import { IsGln, IsUscc } from './fields.js';
import { partyKinds, type KnownParty, type Names, type Party, type PartyKind } from './party.js';

/** A name in the languages of our pages. */
export class NamesRequest {
  /** In English: one line, at most 200 characters. */
  @IfGiven()
  @IsLine(200)
  en?: string;

  /** In simplified Chinese: one line, at most 200 characters. */
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

  /** Whom to ask for: one line, at most 100 characters. Seen by you, and by who oversees you. */
  @IsOptional()
  @IsLine(100)
  contactName?: string | null;

  /** Telephone number as you write it: one line, at most 50 characters. Seen by you, and by who oversees you. */
  @IsOptional()
  @IsLine(50)
  phone?: string | null;

  /** E-mail address. Seen by you, and by who oversees you. */
  @IsOptional()
  @IsEmail({}, { message: 'must be an e-mail address' })
  @MaxLength(254)
  email?: string | null;

  /** Postal address: one line, at most 300 characters. Seen by you, and by who oversees you. */
  @IsOptional()
  @IsLine(300)
  address?: string | null;
}

/** An organisation or person that you deal with or act for. */
export class RegisterPartyRequest extends PartyProfileRequest {
  /** How it is called: one line, at most 200 characters. */
  @IsLine(200)
  name!: string;

  /** Whether it is an organisation or a person. */
  @IsIn(partyKinds)
  kind: PartyKind = 'organisation';
}

/** What to change of a party; what is left out stays, null takes away. */
export class ChangePartyRequest extends PartyProfileRequest {
  /** How it is called: one line, at most 200 characters. */
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
  /** Our id of the party. */
  id!: string;
  /** Whether it is an organisation or a person. */
  kind!: PartyKind;
  /** How it is called, as written by whoever registered it. */
  name!: string;
  /** The name in other languages, by language tag: `en`, `zh-CN`. */
  names!: Names;
  /** Unified social credit code (GB 32100). */
  uscc?: string;
  /** Global Location Number of the legal entity, GS1 AI (417). */
  gln?: string;
}

/** A party that you registered. */
export class OwnPartyView extends PartyView {
  /** Whether this party is your organisation. */
  represents!: boolean;
  /** Whom to ask for. Seen by you, and by who oversees you. */
  contactName?: string;
  /** Telephone number as you wrote it. Seen by you, and by who oversees you. */
  phone?: string;
  /** E-mail address. Seen by you, and by who oversees you. */
  email?: string;
  /** Postal address, on one line. Seen by you, and by who oversees you. */
  address?: string;
  /** When it was registered, RFC 3339 in UTC. */
  createdAt!: string;
  /** When it was last changed or else registered, RFC 3339 in UTC. */
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
