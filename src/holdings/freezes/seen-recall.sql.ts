import { isOverseenSql } from '../../access/index.js';

/**
 * Whether a row of `recall` is seen: by who opened it, by whom it told, and by who oversees one of these. Its arguments
 * are SQL of the organisation that looks and of how the divisions begin that it oversees, null for nobody.
 */
export function isSeenRecallSql(by: {
  readonly organisation: string;
  readonly oversees: string;
}): string {
  const oversees = isOverseenSql('organisation', `${by.oversees}::text`);
  return `EXISTS (
    SELECT FROM organisation
    WHERE (organisation.id = ${by.organisation} OR ${oversees})
      AND (organisation.id = recall.organisation_id OR EXISTS (
        SELECT FROM recall_notice notice
        WHERE notice.recall_id = recall.id AND notice.organisation_id = organisation.id)))`;
}
