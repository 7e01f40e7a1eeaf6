import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Codes of other schemes that organisations say their own products and batches bear. */
export class ExternalIdentifiers1790000000045 implements MigrationInterface {
  readonly name = 'ExternalIdentifiers1790000000045';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE external_identifier (
        id uuid NOT NULL,
        organisation_id uuid NOT NULL REFERENCES organisation,
        product_id uuid NOT NULL REFERENCES product,
        batch_id uuid,
        scheme text COLLATE "C" NOT NULL,
        value text COLLATE "C" NOT NULL CHECK (length(value) <= 100),
        created_at timestamptz(3) NOT NULL,
        PRIMARY KEY (organisation_id, id),
        FOREIGN KEY (product_id, batch_id) REFERENCES batch,
        UNIQUE NULLS NOT DISTINCT (organisation_id, product_id, batch_id, scheme, value)
      );
      COMMENT ON TABLE external_identifier IS 'schemes: codes of other schemes that organisations say their own products and batches bear; claims, of which many may name one code';
      COMMENT ON COLUMN external_identifier.batch_id IS 'the one batch of the product that bears it; null: all of the product';
      COMMENT ON COLUMN external_identifier.scheme IS 'whose code it is, as identifiers names the schemes';
      COMMENT ON COLUMN external_identifier.value IS 'the code in its one spelling';
      CREATE INDEX external_identifier_value ON external_identifier (value, scheme, id);

      ALTER TABLE external_identifier ENABLE ROW LEVEL SECURITY;
      CREATE POLICY own ON external_identifier TO furrow_app USING (organisation_id = (SELECT viewer()))
        WITH CHECK (organisation_id = (SELECT viewer()) AND NOT is_anothers_product(product_id));
      CREATE POLICY whole ON external_identifier FOR SELECT TO furrow_public USING (true);
      GRANT SELECT, INSERT, DELETE ON external_identifier TO furrow_app;
      GRANT SELECT (id, scheme, value, product_id, batch_id, organisation_id) ON external_identifier TO furrow_public;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only: restore a backup instead');
  }
}
