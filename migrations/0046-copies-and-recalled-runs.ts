import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Copies may be blocked without their owner: the signals that do so are set per product, and an alert says since when it
 * did. Runs of a batch are found by it, so that all codes of a recalled batch can be held while the database is away.
 */
export class CopiesAndRecalledRuns1790000000046 implements MigrationInterface {
  readonly name = 'CopiesAndRecalledRuns1790000000046';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE scan_settings ADD COLUMN block_on text[] NOT NULL DEFAULT '{}';
      COMMENT ON COLUMN scan_settings.block_on IS 'signals that block the code at which they are shown first';

      ALTER TABLE scan_alert ADD COLUMN blocked_at timestamptz(3);
      COMMENT ON COLUMN scan_alert.blocked_at IS 'when it blocked its code, which it does once: whoever lifted that has judged it';

      GRANT UPDATE (blocked_at) ON scan_alert TO furrow_fold;

      CREATE POLICY judged ON code_run FOR UPDATE TO furrow_fold USING (true);
      CREATE POLICY judged ON code_span TO furrow_fold USING (true);

      CREATE INDEX code_run_of_batch ON code_run (batch_id) WHERE kind IN ('item', 'case');
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only: restore a backup instead');
  }
}
