import { ApiProperty } from '@nestjs/swagger';
import type { Contact, KnownHolder } from './holders.store.js';

/** A party that has goods of an answer, had them or made them. */
export class TracedPartyView {
  /** Our id of the party. */
  partyId!: string;
  /** How it is called, as written by whoever registered it. */
  name!: string;
  /** The name in other languages, by language tag: `en`, `zh-CN`. */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } })
  names!: Readonly<Record<string, string>>;
  /** Unified social credit code (GB 32100). */
  uscc?: string;
  /** Global Location Number of the legal entity, GS1 AI (417). */
  gln?: string;
  /** Whom to ask for. Contacts are told of parties that you registered, and to a regulator of those whom it oversees. */
  contactName?: string;
  /** Telephone number as it was written. */
  phone?: string;
  /** E-mail address. */
  email?: string;
  /** Postal address, on one line. */
  address?: string;
}

/** In the order of their ids. */
export function toTracedParties(
  holders: readonly KnownHolder[],
  contacts: readonly Contact[],
): TracedPartyView[] {
  const known = new Map(contacts.map((each) => [each.id, each]));
  return holders.map(({ id, name, names, uscc, gln }) => ({
    partyId: id,
    name,
    names,
    ...(uscc !== null && { uscc }),
    ...(gln !== null && { gln }),
    ...contactOf(known.get(id)),
  }));
}

function contactOf(
  contact: Contact | undefined,
): Pick<TracedPartyView, 'contactName' | 'phone' | 'email' | 'address'> {
  if (contact === undefined) return {};
  const { contactName, phone, email, address } = contact;
  return {
    ...(contactName !== null && { contactName }),
    ...(phone !== null && { phone }),
    ...(email !== null && { email }),
    ...(address !== null && { address }),
  };
}
