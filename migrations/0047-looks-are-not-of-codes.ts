import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Looks are counted by `scan_mark`. The columns of codes that were meant for it were never written, and the public door needs no
 * right to change a code. `code.unit_id` goes a release later: the release before still reads it.
 */
export class LooksAreNotOfCodes1790000000047 implements MigrationInterface {
  readonly name = 'LooksAreNotOfCodes1790000000047';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP POLICY mark_scan ON code;
      REVOKE UPDATE (first_scanned_at, last_scanned_at, scans) ON code FROM furrow_public;
      ALTER TABLE code DROP COLUMN first_scanned_at, DROP COLUMN last_scanned_at, DROP COLUMN scans;
      COMMENT ON COLUMN code.unit_id IS 'no longer used'`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only: restore a backup instead');
  }
}
