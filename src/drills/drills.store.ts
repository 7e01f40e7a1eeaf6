import { isOverseenSql, type Eyes } from '../access/index.js';
import { formatAmount, parseStored } from '../kernel/index.js';
import type { Reader, Tx } from '../platform/index.js';
import type { Drill } from './drill.js';

/**
 * Batches that the organisation registered by this moment and that had goods in the books then, whose making was not declared in
 * error: their order never changes.
 */
const candidate = `
  FROM batch WHERE organisation_id = $1 AND registered_at <= $2
    AND EXISTS (SELECT FROM flow WHERE to_batch = batch.id::text AND (superseded_at IS NULL OR superseded_at > $2))`;

export async function countCandidates(reader: Reader, firm: string, by: Date): Promise<number> {
  const [row] = await reader.query<{ count: number }>(
    `SELECT count(*)::int AS count ${candidate}`,
    [firm, by],
  );
  return row?.count ?? 0;
}

export async function selectCandidate(
  reader: Reader,
  firm: string,
  { by, place }: { readonly by: Date; readonly place: number },
): Promise<string | undefined> {
  const [row] = await reader.query<{ id: string }>(
    `SELECT id ${candidate} ORDER BY id OFFSET $3 LIMIT 1`,
    [firm, by, place],
  );
  return row?.id;
}

/** Whether it was stored: of one night, the first drill of a firm is. */
export async function insertDrill(tx: Tx, drill: Drill): Promise<boolean> {
  const { found, ...words } = drill;
  const { uom, recorded, unaccountedIn, unaccounted } = found.balance;
  const rows = await tx.query(
    `INSERT INTO drill (id, organisation_id, night, seed, candidates, batch_id, started_at, milliseconds, batches,
       holdings, sources, is_whole, uom, recorded, unaccounted_in, unaccounted)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
     ON CONFLICT (organisation_id, night) DO NOTHING RETURNING id`,
    [
      ...[words.id, words.organisationId, words.night, words.seed, words.candidates, words.batchId],
      ...[words.startedAt, words.milliseconds, found.batches, found.holdings, found.sources],
      ...[found.isWhole, uom, ...[recorded, unaccountedIn, unaccounted].map(formatAmount)],
    ],
  );
  return rows.length > 0;
}

const columns = `
  drill.id, drill.organisation_id AS "organisationId", organisation.party_id AS "partyId", night::text, seed,
  candidates, batch_id AS "batchId", started_at AS "startedAt", milliseconds, batches, holdings, sources,
  is_whole AS "isWhole", uom, recorded::text, unaccounted_in::text AS "unaccountedIn", unaccounted::text`;

/** $1 the asker, $2 how the divisions begin that it oversees. */
const seen = `
  FROM drill JOIN organisation ON organisation.id = drill.organisation_id
  WHERE (drill.organisation_id = $1 OR ${isOverseenSql('organisation', '$2::text')})`;

interface DrillRow extends Omit<Drill, 'found'> {
  readonly batches: number;
  readonly holdings: number;
  readonly sources: number;
  readonly isWhole: boolean;
  readonly uom: string;
  readonly recorded: string;
  readonly unaccountedIn: string;
  readonly unaccounted: string;
}

export async function selectDrill(
  reader: Reader,
  { organisationId, oversees }: Eyes,
  id: string,
): Promise<Drill | undefined> {
  const [row] = await reader.query<DrillRow>(`SELECT ${columns} ${seen} AND drill.id = $3`, [
    ...[organisationId, oversees ?? null, id],
  ]);
  return row && toDrill(row);
}

/** Which drills of a list, newest first. */
export interface DrillsPage {
  /** Null: of all whose drills the asker may see. */
  readonly partyId: string | null;
  readonly before: string | undefined;
  readonly limit: number;
}

export async function selectDrills(
  reader: Reader,
  { organisationId, oversees }: Eyes,
  { partyId, before, limit }: DrillsPage,
): Promise<Drill[]> {
  const rows = await reader.query<DrillRow>(
    `SELECT ${columns} ${seen} AND ($3::uuid IS NULL OR organisation.party_id = $3)
       AND ($4::uuid IS NULL OR drill.id < $4) ORDER BY drill.id DESC LIMIT $5`,
    [organisationId, oversees ?? null, partyId, before ?? null, limit],
  );
  return rows.map(toDrill);
}

/** Firms after one, by their organisations' ids, and how many drills of each. */
export interface FirmsPage {
  readonly after: string | undefined;
  readonly limit: number;
  readonly drills: number;
}

/** The latest drills of firms whose drills the asker may see. */
export async function selectLatestDrills(
  reader: Reader,
  { organisationId, oversees }: Eyes,
  { after, limit, drills }: FirmsPage,
): Promise<Drill[]> {
  const rows = await reader.query<DrillRow>(
    `WITH firm AS (
       SELECT id FROM organisation
       WHERE (id = $1 OR ${isOverseenSql('organisation', '$2::text')}) AND ($3::uuid IS NULL OR id > $3)
         AND EXISTS (SELECT FROM drill WHERE drill.organisation_id = organisation.id)
       ORDER BY id LIMIT $4
     ), latest AS (
       SELECT last.id FROM firm CROSS JOIN LATERAL (
         SELECT id FROM drill WHERE drill.organisation_id = firm.id ORDER BY id DESC LIMIT $5) last
     )
     SELECT ${columns} ${seen} AND drill.id IN (SELECT id FROM latest)`,
    [organisationId, oversees ?? null, after ?? null, limit, drills],
  );
  return rows.map(toDrill);
}

/** A firm whose nightly drill of a night is still to be made. */
export interface Firm {
  readonly organisationId: string;
  readonly partyId: string;
}

/** After one, in the order of their ids. */
export async function selectFirms(reader: Reader, after: string, most: number): Promise<Firm[]> {
  return reader.query<Firm>(
    `SELECT id AS "organisationId", party_id AS "partyId" FROM organisation
     WHERE id > $1::uuid AND party_id IS NOT NULL
       AND EXISTS (SELECT FROM batch WHERE batch.organisation_id = organisation.id)
     ORDER BY id LIMIT $2`,
    [after, most],
  );
}

/** Asked through the firm's own eyes. */
export async function isNightDone(reader: Reader, firm: string, night: string): Promise<boolean> {
  const rows = await reader.query(
    'SELECT id FROM drill WHERE organisation_id = $1 AND night = $2::date',
    [firm, night],
  );
  return rows.length > 0;
}

function toDrill(row: DrillRow): Drill {
  const { batches, holdings, sources, isWhole, uom, recorded, ...rest } = row;
  const { unaccountedIn, unaccounted, ...words } = rest;
  const balance = {
    uom,
    recorded: parseStored(recorded),
    unaccountedIn: parseStored(unaccountedIn),
    unaccounted: parseStored(unaccounted),
  };
  return { ...words, found: { batches, holdings, sources, isWhole, balance } };
}
