import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which organisation brought which other one in. */
export class Suppliers1790000000024 implements MigrationInterface {
  readonly name = 'Suppliers1790000000024';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE introduction (
        id uuid PRIMARY KEY,
        introducer_id uuid NOT NULL REFERENCES organisation,
        supplier_id uuid NOT NULL UNIQUE REFERENCES organisation,
        supplier_party_id uuid NOT NULL,
        introduced_at timestamptz(3) NOT NULL,
        CHECK (introducer_id <> supplier_id)
      );
      COMMENT ON TABLE introduction IS 'suppliers: who opened the account of whom, and may invite its first owner';
      COMMENT ON COLUMN introduction.supplier_party_id IS 'the party that the supplier is, by which requests name it';
      CREATE INDEX introduction_of_introducer ON introduction (introducer_id, id);
      CREATE INDEX introduction_of_party ON introduction (introducer_id, supplier_party_id);

      GRANT SELECT, INSERT ON introduction TO furrow_app;

      -- Whoever brought somebody in sees it, and writes one only with the account that it opens, which takes the fold. It
      -- shows nothing of the account: policies that let organisations see each other do not stand on this table.
      ALTER TABLE introduction ENABLE ROW LEVEL SECURITY;
      CREATE POLICY own ON introduction FOR SELECT TO furrow_app USING (introducer_id = (SELECT viewer()));
      CREATE POLICY opened ON introduction FOR INSERT TO furrow_fold WITH CHECK (introducer_id = (SELECT viewer())
        AND NOT EXISTS (SELECT FROM api_key WHERE organisation_id = supplier_id));
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only: restore a backup instead');
  }
}
