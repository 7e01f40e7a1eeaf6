/** Statements about one code that an answer looks through at most: those that were made first. */
export const lookedThroughMax = 200;

/**
 * Who says of which things that they bear one of these codes: a subquery. Its arguments are SQL expressions of two arrays of
 * text, values and their schemes side by side. Bounded, so that a licence number on all products of a large firm costs no more.
 */
export function externalThingsSql(values: string, schemes: string): string {
  return `(
    SELECT id, scheme, product_id, batch_id, organisation_id FROM external_identifier
    WHERE (value, scheme) IN (SELECT * FROM unnest(${values}, ${schemes}))
    ORDER BY id LIMIT ${lookedThroughMax})`;
}
