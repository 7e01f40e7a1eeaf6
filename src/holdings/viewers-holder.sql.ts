import { isUnregisteredSql, partyInNameSql, sendingEventSql } from './holder-names.sql.js';

/** Whose view it is: SQL expressions of the organisation's id, and of its party's as text. */
interface ViewerSql {
  readonly organisation: string;
  readonly party: string;
}

/** A place of the viewer's: one it registered, or one that nobody registered, of its party. */
export function isViewersPlaceSql(place: string, { organisation, party }: ViewerSql): string {
  return `
  CASE WHEN ${isUnregisteredSql(place)} THEN ${partyInNameSql(place)} = ${party} ELSE EXISTS (
    SELECT FROM location WHERE location.id = ${place}::uuid AND organisation_id = ${organisation}) END`;
}

/** One side of the hand-off whose transit line this is: who released it, or to whom. */
export function isViewersLineSql(line: string, { party }: ViewerSql): string {
  return `
  EXISTS (SELECT FROM claim WHERE ref = ${sendingEventSql(line)} AND ${party} IN (author, claim->>'to'))`;
}

/** Whether goods are the viewer's own by where they are. Of a unit, that is where the outermost around it is. */
export function isViewersHolderSql(kind: string, holder: string, viewer: ViewerSql): string {
  return `
  CASE WHEN ${kind} IN ('place', 'tank') THEN ${isViewersPlaceSql(holder, viewer)}
    WHEN ${kind} = 'transit' THEN ${isViewersLineSql(holder, viewer)} ELSE false END`;
}
