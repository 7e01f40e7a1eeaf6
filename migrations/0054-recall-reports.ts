import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The digest of the report that a recall was closed with: who computes it again can prove that it is the same. Recalls that
 * were closed before, or by a release that does not know it, have none.
 */
export class RecallReports1790000000054 implements MigrationInterface {
  readonly name = 'RecallReports1790000000054';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE recall
        ADD COLUMN report_sha256 text,
        ADD CHECK (report_sha256 ~ '^[0-9a-f]{64}$'),
        ADD CHECK (report_sha256 IS NULL OR closed_at IS NOT NULL);
      COMMENT ON COLUMN recall.report_sha256 IS 'of the report as of the closing, which is computed and not kept';
      GRANT SELECT (report_sha256), UPDATE (report_sha256) ON recall TO furrow_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only: restore a backup instead');
  }
}
