import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * An authority that takes a recall over may freeze what was made of batches that the firm had named before: their freeze
 * comes to spread, and never stops to.
 */
export class FreezesThatComeToSpread1790000000059 implements MigrationInterface {
  readonly name = 'FreezesThatComeToSpread1790000000059';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('GRANT UPDATE (spreads) ON batch_freeze TO furrow_fold');
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only: restore a backup instead');
  }
}
