import type { Reader, Tx } from '../../platform/index.js';
import type { FoldEvent } from '../model/claim.js';
import { toFoldEvent, type ClaimRow } from './fold-text.js';
import type { KnownClaim, LooseName } from '../matching/handoff-members.js';

interface KnownClaimRow extends ClaimRow {
  /** Null in claims that were stored before notes were kept. */
  readonly partners: readonly string[] | null;
  readonly quietAfter: Date | null;
}

const claimColumns = `ref, event_id AS "eventId", author, at, until, claim`;

/** By an array of refs, which the planner takes for a few: it would rather read all claims than join so many. */
const knownClaims = (refs: string) => `
  SELECT ${claimColumns}, partners, quiet_after AS "quietAfter" FROM claim
  WHERE ref = ANY(ARRAY(${refs})) AND withdrawn_at IS NULL ORDER BY ref`;

/** By firm names, and by loose ones if not quiet before the instant; with the partners of what is found so. */
const joiningSql = knownClaims(`
  WITH named AS MATERIALIZED (
    SELECT ref FROM claim_name WHERE name = ANY($1)
    UNION
    SELECT claim_name.ref FROM unnest($2::text[], $3::timestamptz[]) AS loose (name, at)
    JOIN claim_name ON claim_name.name = loose.name AND claim_name.quiet_after >= loose.at
  )
  SELECT ref FROM named
  UNION
  SELECT unnest(partners) FROM claim WHERE ref = ANY(ARRAY(SELECT ref FROM named))`);

const ofSql = knownClaims('SELECT unnest($1::uuid[])');

/**
 * Claims that are found are locked, so that two captures which reach one claim by different names do not match it
 * both. The row that waits holds what the other one noted; partners that came with it are then asked for by ref.
 */
const locked = ' FOR NO KEY UPDATE';

export async function claimsJoining(
  tx: Tx,
  names: readonly string[],
  loose: readonly LooseName[],
): Promise<KnownClaim[]> {
  const parameters = joiningParameters(names, loose);
  return known(await tx.named<KnownClaimRow>('claims-joining', joiningSql + locked, parameters));
}

export async function claimsOf(tx: Tx, refs: readonly string[]): Promise<KnownClaim[]> {
  return known(await tx.query<KnownClaimRow>(ofSql + locked, [refs]));
}

/** As `claimsJoining`, for readers. */
export async function selectClaimsJoining(
  reader: Reader,
  names: readonly string[],
  loose: readonly LooseName[],
): Promise<KnownClaim[]> {
  return known(await reader.query<KnownClaimRow>(joiningSql, joiningParameters(names, loose)));
}

/** As `claimsOf`, for readers. */
export async function selectKnownClaims(
  reader: Reader,
  refs: readonly string[],
): Promise<KnownClaim[]> {
  return known(await reader.query<KnownClaimRow>(ofSql, [refs]));
}

/** Live claims without their notes. */
export async function selectClaims(reader: Reader, refs: readonly string[]): Promise<FoldEvent[]> {
  const rows = await reader.query<ClaimRow>(
    `SELECT ${claimColumns} FROM claim WHERE ref = ANY($1) AND withdrawn_at IS NULL`,
    [refs],
  );
  return rows.map(toFoldEvent);
}

function joiningParameters(names: readonly string[], loose: readonly LooseName[]): unknown[] {
  const instants = loose.map(({ at }) =>
    Number.isFinite(at) ? new Date(at).toISOString() : '-infinity',
  );
  return [names, loose.map(({ name }) => name), instants];
}

function known(rows: readonly KnownClaimRow[]): KnownClaim[] {
  return rows.map((row) => {
    const { ref, partners, quietAfter } = row;
    const isNoted = partners !== null && quietAfter !== null;
    const note = isNoted ? { ref, partners, quietAfter: quietAfter.getTime() } : null;
    return { event: toFoldEvent(row), note };
  });
}
