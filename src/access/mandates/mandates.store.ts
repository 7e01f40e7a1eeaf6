import type { Reader, Tx } from '../../platform/index.js';

/** That an organisation, the agent, may act for another one, the member. */
export interface Mandate {
  readonly id: string;
  readonly memberId: string;
  readonly memberPartyId: string;
  readonly agentId: string;
  readonly givenAt: Date;
  readonly endedAt: Date | null;
}

const columns = `id, member_id AS "memberId", member_party_id AS "memberPartyId", agent_id AS "agentId",
  given_at AS "givenAt", ended_at AS "endedAt"`;

/** False where the member gave one to the agent that still holds. */
export async function insertMandate(tx: Tx, mandate: Mandate): Promise<boolean> {
  const { id, memberId, memberPartyId, agentId, givenAt } = mandate;
  const rows = await tx.query(
    `INSERT INTO mandate (id, member_id, member_party_id, agent_id, given_at)
     VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING RETURNING id`,
    [id, memberId, memberPartyId, agentId, givenAt],
  );
  return rows.length > 0;
}

/** The organisation for which the agent may act under the name of this party. */
export async function selectMemberId(
  tx: Tx,
  agentId: string,
  memberPartyId: string,
): Promise<string | undefined> {
  const rows = await tx.named<Pick<Mandate, 'memberId'>>(
    'mandate-held',
    `SELECT member_id AS "memberId" FROM mandate
     WHERE agent_id = $1 AND member_party_id = $2 AND ended_at IS NULL`,
    [agentId, memberPartyId],
  );
  return rows[0]?.memberId;
}

/** Mandates that an organisation has of others (as `agent`) or gave (as `member`), newest first, ended ones included. */
export async function selectMandates(
  tx: Tx,
  side: { readonly as: 'agent' | 'member'; readonly organisationId: string },
  page: { readonly before: string | undefined; readonly limit: number },
): Promise<Mandate[]> {
  return tx.query<Mandate>(
    `SELECT ${columns} FROM mandate
     WHERE ${side.as}_id = $1 AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
    [side.organisationId, page.before ?? null, page.limit],
  );
}

/** Ends one that holds, at the wish of either side; false where there is none. */
export async function endMandate(
  tx: Tx,
  { id, organisationId }: { readonly id: string; readonly organisationId: string },
  endedAt: Date,
): Promise<boolean> {
  const rows = await tx.query(
    `UPDATE mandate SET ended_at = $3
     WHERE id = $1 AND $2 IN (member_id, agent_id) AND ended_at IS NULL RETURNING id`,
    [id, organisationId, endedAt],
  );
  return rows.length > 0;
}

/** The name and the party of an account. */
export interface NamedOrganisation {
  readonly id: string;
  readonly name: string;
  readonly partyId: string;
}

export async function selectNamed(
  reader: Reader,
  ids: readonly string[],
): Promise<NamedOrganisation[]> {
  return reader.query<NamedOrganisation>(
    'SELECT id, name, party_id AS "partyId" FROM organisation WHERE id = ANY($1::uuid[])',
    [ids],
  );
}

/** The co-operative that a party is. */
export async function selectCooperative(
  reader: Reader,
  partyId: string,
): Promise<NamedOrganisation | undefined> {
  const rows = await reader.query<NamedOrganisation>(
    `SELECT id, name, party_id AS "partyId" FROM organisation
     WHERE party_id = $1 AND 'cooperative' = ANY (roles)`,
    [partyId],
  );
  return rows[0];
}
