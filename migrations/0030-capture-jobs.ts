import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What became of each EPCIS document, with the events that were left out of it and why. */
export class CaptureJobs1790000000030 implements MigrationInterface {
  readonly name = 'CaptureJobs1790000000030';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE epcis_capture (
        organisation_id uuid NOT NULL REFERENCES organisation,
        id uuid NOT NULL,
        created_at timestamptz(3) NOT NULL,
        finished_at timestamptz(3) NOT NULL,
        behaviour text NOT NULL CHECK (behaviour IN ('rollback', 'proceed')),
        errors jsonb NOT NULL CHECK (jsonb_typeof(errors) = 'array'),
        error_count int NOT NULL GENERATED ALWAYS AS (jsonb_array_length(errors)) STORED,
        PRIMARY KEY (organisation_id, id)
      );
      COMMENT ON TABLE epcis_capture IS 'epcis: what became of each capture document, for 30 days';
      CREATE INDEX epcis_capture_age ON epcis_capture (created_at);

      ALTER TABLE epcis_capture ENABLE ROW LEVEL SECURITY;
      CREATE POLICY own ON epcis_capture FOR SELECT TO furrow_app USING (organisation_id = (SELECT viewer()));
      CREATE POLICY written ON epcis_capture FOR INSERT TO furrow_app WITH CHECK (organisation_id = (SELECT viewer()));
      -- A capture clears away what is past its time, whosever it is. To hold a row it needs a right to change it, and changes none.
      CREATE POLICY whole ON epcis_capture FOR SELECT TO furrow_fold USING (true);
      CREATE POLICY held ON epcis_capture FOR UPDATE TO furrow_fold USING (true) WITH CHECK (false);
      CREATE POLICY cleared ON epcis_capture FOR DELETE TO furrow_fold USING (true);
      GRANT SELECT, INSERT ON epcis_capture TO furrow_app;
      GRANT UPDATE (finished_at), DELETE ON epcis_capture TO furrow_fold;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only: restore a backup instead');
  }
}
