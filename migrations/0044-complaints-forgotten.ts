import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * That a reporter took back who they are is on record with whose complaint it was, so strangers' transactions read whose it is.
 * No answer to them tells it.
 */
export class ComplaintsForgotten1790000000044 implements MigrationInterface {
  readonly name = 'ComplaintsForgotten1790000000044';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('GRANT SELECT (organisation_id, has_contact) ON complaint TO furrow_public');
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only: restore a backup instead');
  }
}
