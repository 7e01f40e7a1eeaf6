import type { Reader, TimePosition } from '../platform/index.js';

/** A releasing or taking claim that an organisation may see. */
export interface SideRow {
  readonly ref: string;
  readonly at: Date;
}

/** The claims of hand-offs that an organisation is a side of, newest first. */
export async function selectSides(
  reader: Reader,
  organisationId: string,
  { before, limit }: { readonly before: TimePosition | undefined; readonly limit: number },
): Promise<SideRow[]> {
  return reader.query<SideRow>(
    `SELECT event_ref AS ref, viewer.at
     FROM event_party viewer JOIN claim ON claim.ref = event_ref
     WHERE organisation_id = $1 AND withdrawn_at IS NULL
       AND claim->>'kind' IN ('release', 'take')
       AND ($2::timestamptz IS NULL OR (viewer.at, event_ref) < ($2, $3::uuid))
     ORDER BY viewer.at DESC, event_ref DESC LIMIT $4`,
    [organisationId, before?.at ?? null, before?.ref ?? null, limit],
  );
}
