import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Roles of the database see and change less: the keeper only what is over, the public door neither contacts nor where places are, and a GTIN is given
 * to no product of others and never to another one.
 */
export class Narrower1790000000025 implements MigrationInterface {
  readonly name = 'Narrower1790000000025';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(keeper);
    await runner.query(gtins);
    await runner.query(contacts);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only: restore a backup instead');
  }
}

/** Of what an agent did for a member that a recall concerns, the people are the agent's: they are evidence, too. */
const keeper = `
  CREATE FUNCTION people_are_evidence(whose uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
      SELECT in_open_recall(whose)
        OR EXISTS (SELECT FROM mandate WHERE agent_id = whose AND in_open_recall(member_id)) $$;
  REVOKE EXECUTE ON FUNCTION people_are_evidence FROM public;
  GRANT EXECUTE ON FUNCTION people_are_evidence TO furrow_keeper;

  ALTER POLICY keeps ON person
    USING (NOT people_are_evidence(organisation_id) AND (ended_at IS NOT NULL OR EXISTS (
      SELECT FROM organisation WHERE organisation.id = organisation_id AND organisation.ended_at IS NOT NULL)));
  ALTER POLICY keeps ON device USING (enrolled_at IS NULL);
`;

/** A product with a GTIN of its own is public, so whoever may write one of another's product could make that public. */
const gtins = `
  CREATE FUNCTION is_anothers_product(id uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
      SELECT EXISTS (SELECT FROM product WHERE product.id = $1 AND organisation_id <> viewer()) $$;
  REVOKE EXECUTE ON FUNCTION is_anothers_product FROM public;
  GRANT EXECUTE ON FUNCTION is_anothers_product TO furrow_app;

  ALTER TABLE product_gtin ENABLE ROW LEVEL SECURITY;
  CREATE POLICY known ON product_gtin FOR SELECT TO furrow_app, furrow_trace, furrow_public USING (true);
  CREATE POLICY claimed ON product_gtin FOR INSERT TO furrow_app WITH CHECK (NOT is_anothers_product(product_id));
  -- An update that changes nothing holds a row, of whomever.
  CREATE POLICY held ON product_gtin FOR UPDATE TO furrow_app USING (true);
  CREATE TRIGGER product_gtin_for_good BEFORE UPDATE ON product_gtin
    FOR EACH ROW WHEN (NEW IS DISTINCT FROM OLD) EXECUTE FUNCTION refuse_change();
`;

const contacts = `
  REVOKE SELECT ON party, location FROM furrow_public;
  GRANT SELECT (id, kind, name, names) ON party TO furrow_public;
  GRANT SELECT (id, region) ON location TO furrow_public;
`;
