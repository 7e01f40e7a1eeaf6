import { isUnregisteredSql, partyInNameSql, sendingEventSql } from './holder-names.sql.js';

/** Whose view it is, in SQL. */
interface ViewerSql {
  /** Whether a registered place, by its id as text, is the viewer's. */
  readonly hasPlace: (id: string) => string;
  /** The id of the viewer's party as text. */
  readonly party: string;
}

/** A place of the viewer's: one it registered, or one that nobody registered, of its party. */
export function isViewersPlaceSql(place: string, { hasPlace, party }: ViewerSql): string {
  return `
  CASE WHEN ${isUnregisteredSql(place)} THEN ${partyInNameSql(place)} = ${party} ELSE ${hasPlace(place)} END`;
}

/** One side of the hand-off whose transit line this is: who released it, or to whom. */
export function isViewersLineSql(line: string, { party }: Pick<ViewerSql, 'party'>): string {
  return `
  EXISTS (SELECT FROM claim WHERE ref = ${sendingEventSql(line)} AND ${party} IN (author, claim->>'to'))`;
}

/** Whether goods are the viewer's own by where they are. Of a unit, that is where the outermost around it is. */
export function isViewersHolderSql(kind: string, holder: string, viewer: ViewerSql): string {
  return `
  CASE WHEN ${kind} IN ('place', 'tank') THEN ${isViewersPlaceSql(holder, viewer)}
    WHEN ${kind} = 'transit' THEN ${isViewersLineSql(holder, viewer)} ELSE false END`;
}
