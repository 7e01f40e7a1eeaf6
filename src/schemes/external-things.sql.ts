/** Statements that an answer looks through at most: those that were made first. */
export const lookedThroughMax = 200;

/**
 * Who says of which things that they bear one of these codes: a subquery. Its arguments are SQL expressions of two arrays of
 * text, values and their schemes side by side. Bounded for each code as well as in all, so that a licence number on all
 * products of large firms costs no more; `othersUnread` tells that there are more than it gives.
 */
export function externalThingsSql(values: string, schemes: string): string {
  const columns = 'id, scheme, product_id, batch_id, organisation_id';
  const oneMore = lookedThroughMax + 1;
  return `(
    SELECT *, count(*) OVER () > ${lookedThroughMax} AS "othersUnread" FROM (
      SELECT said.* FROM ${askedSql(values, schemes)}
      CROSS JOIN LATERAL (
        SELECT ${columns} FROM external_identifier
        WHERE external_identifier.value = asked.value AND external_identifier.scheme = asked.scheme
        ORDER BY id LIMIT ${oneMore}) said
      ORDER BY id LIMIT ${oneMore}) first
    ORDER BY id LIMIT ${lookedThroughMax})`;
}

/** What is asked for, each once: an address may hold one code in two spellings. */
export function askedSql(values: string, schemes: string): string {
  return `(SELECT DISTINCT * FROM unnest(${values}, ${schemes})) AS asked (value, scheme)`;
}
