import type { Reader, Tx } from '../platform/index.js';
import type { KnownParty, Party, PartyIdentifiers } from './party.js';
import { unlessTaken } from './taken.store.js';

const known = `
  id, organisation_id AS "organisationId", represents, kind, name, names, uscc, gln`;
const columns = `${known},
  contact_name AS "contactName", phone, email, address,
  created_at AS "createdAt", updated_at AS "updatedAt"`;

/** Registers a party. Answers nothing if another one has its social credit code or GLN. */
export async function insertParty(tx: Tx, party: Party): Promise<Party | undefined> {
  const rows = await tx.query<Party>(
    `INSERT INTO party (id, organisation_id, represents, kind, created_at, updated_at,
       name, names, uscc, gln, contact_name, phone, email, address)
     VALUES ($1, $2, $3, $4, $5, $5, $6, $7, $8, $9, $10, $11, $12, $13)
     ON CONFLICT DO NOTHING RETURNING ${columns}`,
    [
      party.id,
      party.organisationId,
      party.represents,
      party.kind,
      party.createdAt,
      ...profileOf(party),
    ],
  );
  return rows[0];
}

/**
 * Writes down a party as it is from now on. Answers nothing, and the transaction is over, if its new identifier is taken.
 */
export async function updateParty(tx: Tx, party: Party): Promise<Party | undefined> {
  const rows = await unlessTaken(
    tx.query<Party>(
      `UPDATE party SET organisation_id = $2, represents = $3, updated_at = $4,
         name = $5, names = $6, uscc = $7, gln = $8, contact_name = $9, phone = $10, email = $11,
         address = $12
       WHERE id = $1 RETURNING ${columns}`,
      [party.id, party.organisationId, party.represents, party.updatedAt, ...profileOf(party)],
    ),
  );
  return rows[0];
}

function profileOf(party: Party): unknown[] {
  const { name, names, uscc, gln, contactName, phone, email, address } = party;
  return [name, JSON.stringify(names), uscc, gln, contactName, phone, email, address];
}

/** A party for changing it: others who want to change it, or its places' default, wait. */
export async function lockParty(tx: Tx, id: string): Promise<Party | undefined> {
  const rows = await tx.query<Party>(`SELECT ${columns} FROM party WHERE id = $1 FOR UPDATE`, [id]);
  return rows[0];
}

/** The party that has one of these identifiers, locked. */
export async function lockIdentified(
  tx: Tx,
  identifiers: PartyIdentifiers,
): Promise<Party | undefined> {
  const rows = await tx.query<Party>(
    `SELECT ${columns} FROM party WHERE uscc = $1 OR gln = $2 ORDER BY uscc = $1 DESC NULLS LAST
     LIMIT 1 FOR UPDATE`,
    [identifiers.uscc, identifiers.gln],
  );
  return rows[0];
}

export async function selectParty(reader: Reader, id: string): Promise<Party | undefined> {
  const rows = await reader.query<Party>(`SELECT ${columns} FROM party WHERE id = $1`, [id]);
  return rows[0];
}

/** Newest first. `before` is the id of the last party of the page before. */
export async function selectOwnParties(
  reader: Reader,
  organisationId: string,
  page: { readonly before: string | undefined; readonly limit: number },
): Promise<Party[]> {
  return reader.query<Party>(
    `SELECT ${columns} FROM party
     WHERE organisation_id = $1 AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
    [organisationId, page.before ?? null, page.limit],
  );
}

/** The parties that have any of these ids, social credit codes or GLNs, in any order. */
export async function selectKnownParties(
  reader: Reader,
  named: {
    readonly ids: readonly string[];
    readonly usccs: readonly string[];
    readonly glns: readonly string[];
  },
): Promise<KnownParty[]> {
  return reader.query<KnownParty>(
    `SELECT ${known} FROM party
     WHERE id = ANY($1::uuid[]) OR uscc = ANY($2) OR gln = ANY($3)`,
    [named.ids, named.usccs, named.glns],
  );
}
