import { isOverseenSql, type Eyes } from '../access/index.js';
import type { Reader } from '../platform/index.js';

/** What everybody may know of a party that has goods, or had them. */
export interface KnownHolder {
  readonly id: string;
  readonly name: string;
  readonly names: Readonly<Record<string, string>>;
  readonly uscc: string | null;
  readonly gln: string | null;
}

/** Whom to ask for at a party. */
export interface Contact {
  readonly id: string;
  readonly contactName: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly address: string | null;
}

/** What these parties are called, in the order of their ids. */
export async function selectHolders(
  reader: Reader,
  partyIds: readonly string[],
): Promise<KnownHolder[]> {
  return reader.query<KnownHolder>(
    'SELECT id, name, names, uscc, gln FROM party WHERE id = ANY($1::uuid[]) ORDER BY id',
    [partyIds],
  );
}

/** Of these parties the contacts of those that the asker registered, or whose organisation it oversees. */
export async function selectContacts(
  reader: Reader,
  { organisationId, oversees }: Eyes,
  partyIds: readonly string[],
): Promise<Contact[]> {
  return reader.query<Contact>(
    `SELECT id, contact_name AS "contactName", phone, email, address FROM party
     WHERE id = ANY($3::uuid[]) AND (organisation_id = $1 OR $2::text IS NOT NULL AND EXISTS (
       SELECT FROM organisation WHERE organisation.id = party.organisation_id
         AND ${isOverseenSql('organisation', '$2::text')}))`,
    [organisationId, oversees ?? null, partyIds],
  );
}
