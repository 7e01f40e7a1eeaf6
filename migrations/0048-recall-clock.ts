import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The moments that the legal clock of a recall counts from; recalls of before, and of a release that does not know them, have
 * none. The public door names the columns it needs: when an owner knew of a risk is not for strangers.
 */
export class RecallClock1790000000048 implements MigrationInterface {
  readonly name = 'RecallClock1790000000048';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE recall
        ADD COLUMN known_at timestamptz(3),
        ADD COLUMN public_notice_at timestamptz(3),
        ADD CHECK (known_at <= opened_at),
        ADD CHECK (public_notice_at >= coalesce(known_at, opened_at));
      COMMENT ON COLUMN recall.known_at IS 'when its owner knew of the risk; null: at the opening';
      COMMENT ON COLUMN recall.public_notice_at IS 'when the public was told; null: it was not';

      GRANT UPDATE (public_notice_at) ON recall TO furrow_app;

      REVOKE SELECT ON recall FROM furrow_public;
      GRANT SELECT (id, organisation_id, ordered, grade, reason, advice, refund, contact, opened_at, closed_at)
        ON recall TO furrow_public;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only: restore a backup instead');
  }
}
