import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Queries of EPCIS under a name of the organisation that made them. */
export class NamedQueries1790000000035 implements MigrationInterface {
  readonly name = 'NamedQueries1790000000035';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE epcis_query (
        organisation_id uuid NOT NULL REFERENCES organisation,
        name text NOT NULL,
        definition jsonb NOT NULL CHECK (jsonb_typeof(definition) = 'object'),
        created_at timestamptz(3) NOT NULL,
        PRIMARY KEY (organisation_id, name)
      );
      COMMENT ON TABLE epcis_query IS 'epcis: named queries, each its organisation''s own';
      COMMENT ON COLUMN epcis_query.definition IS 'parameters of the query as they were sent';

      ALTER TABLE epcis_query ENABLE ROW LEVEL SECURITY;
      CREATE POLICY own ON epcis_query TO furrow_app USING (organisation_id = (SELECT viewer()));
      -- Subscriptions of all organisations are matched together.
      CREATE POLICY whole ON epcis_query FOR SELECT TO furrow_fold USING (true);
      GRANT SELECT, INSERT, DELETE ON epcis_query TO furrow_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only: restore a backup instead');
  }
}
