import type { Reader, Tx } from '../platform/index.js';
import type { KnownLocation, Location } from './location.js';
import { unlessTaken } from './taken.store.js';

const known = `
  id, party_id AS "partyId", organisation_id AS "organisationId", name, kind, mixing,
  time_zone AS "timeZone"`;
const columns = `${known},
  gln, gln_extension AS "glnExtension", region, latitude::float8, longitude::float8,
  parent_id AS "parentId", is_default AS "isDefault",
  created_at AS "createdAt", updated_at AS "updatedAt"`;

/** A row as it stands: its point in two columns. */
type Row = Omit<Location, 'point'> & {
  readonly latitude: number | null;
  readonly longitude: number | null;
};

/** Registers a place. Answers nothing if another one has its GLN and extension. */
export async function insertLocation(tx: Tx, place: Location): Promise<Location | undefined> {
  const rows = await tx.query<Row>(
    `INSERT INTO location (id, party_id, organisation_id, kind, mixing, parent_id, created_at,
       updated_at, name, gln, gln_extension, region, latitude, longitude, time_zone, is_default)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8, $9, $10, $11, $12, $13, $14, $15)
     ON CONFLICT (gln, coalesce(gln_extension, '')) WHERE gln IS NOT NULL DO NOTHING
     RETURNING ${columns}`,
    [
      place.id,
      place.partyId,
      place.organisationId,
      place.kind,
      place.mixing,
      place.parentId,
      place.createdAt,
      ...profileOf(place),
    ],
  );
  return rows.map(toLocation)[0];
}

/** Writes down a place as it is from now on. Answers nothing, and the transaction is over, if its new GLN is taken. */
export async function updateLocation(tx: Tx, place: Location): Promise<Location | undefined> {
  const rows = await unlessTaken(
    tx.query<Row>(
      `UPDATE location SET updated_at = $2, name = $3, gln = $4, gln_extension = $5, region = $6,
         latitude = $7, longitude = $8, time_zone = $9, is_default = $10
       WHERE id = $1 RETURNING ${columns}`,
      [place.id, place.updatedAt, ...profileOf(place)],
    ),
  );
  return rows.map(toLocation)[0];
}

function profileOf(place: Location): unknown[] {
  const { name, gln, glnExtension, region, point, timeZone, isDefault } = place;
  const { latitude, longitude } = point ?? { latitude: null, longitude: null };
  return [name, gln, glnExtension, region, latitude, longitude, timeZone, isDefault];
}

/** Makes room for another default place. The caller holds the lock on the party. */
export async function clearDefault(tx: Tx, partyId: string): Promise<void> {
  await tx.query('UPDATE location SET is_default = false WHERE party_id = $1 AND is_default', [
    partyId,
  ]);
}

/** Hands the places of a party over with the party. */
export async function moveToOrganisation(
  tx: Tx,
  partyId: string,
  organisationId: string,
): Promise<void> {
  await tx.query('UPDATE location SET organisation_id = $2 WHERE party_id = $1', [
    partyId,
    organisationId,
  ]);
}

export async function selectLocation(reader: Reader, id: string): Promise<Location | undefined> {
  const rows = await reader.query<Row>(`SELECT ${columns} FROM location WHERE id = $1`, [id]);
  return rows.map(toLocation)[0];
}

export async function selectDefaultLocation(
  reader: Reader,
  partyId: string,
): Promise<Location | undefined> {
  const rows = await reader.query<Row>(
    `SELECT ${columns} FROM location WHERE party_id = $1 AND is_default`,
    [partyId],
  );
  return rows.map(toLocation)[0];
}

/** Newest first, of one party if told. `before` is the id of the last place of the page before. */
export async function selectOwnLocations(
  reader: Reader,
  organisationId: string,
  page: {
    readonly partyId: string | undefined;
    readonly before: string | undefined;
    readonly limit: number;
  },
): Promise<Location[]> {
  const rows = await reader.query<Row>(
    `SELECT ${columns} FROM location
     WHERE organisation_id = $1 AND ($2::uuid IS NULL OR party_id = $2)
       AND ($3::uuid IS NULL OR id < $3)
     ORDER BY id DESC LIMIT $4`,
    [organisationId, page.partyId ?? null, page.before ?? null, page.limit],
  );
  return rows.map(toLocation);
}

/** A place as it is asked for: GLN with its extension, if any. */
export interface GlnName {
  readonly gln: string;
  readonly extension: string | null;
}

/** The places that have any of these ids or GLNs, in any order. */
export async function selectKnownLocations(
  reader: Reader,
  named: { readonly ids: readonly string[]; readonly glns: readonly GlnName[] },
): Promise<(KnownLocation & Pick<Location, 'gln' | 'glnExtension'>)[]> {
  return reader.query(
    `SELECT ${known}, gln, gln_extension AS "glnExtension" FROM location
     WHERE id = ANY($1::uuid[])
     UNION
     SELECT ${known}, gln, gln_extension FROM location
     WHERE (gln, coalesce(gln_extension, '')) IN (SELECT * FROM unnest($2::text[], $3::text[]))
       AND gln IS NOT NULL`,
    [
      named.ids,
      named.glns.map(({ gln }) => gln),
      named.glns.map(({ extension }) => extension ?? ''),
    ],
  );
}

function toLocation({ latitude, longitude, ...row }: Row): Location {
  return {
    ...row,
    point: latitude === null || longitude === null ? null : { latitude, longitude },
  };
}
