import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The moments that the legal clock of a recall counts from; recalls of before, and of a release that does not know them, have
 * none. When an owner knew of a risk is for itself and regulators: neither the public door nor requests read it, which see the
 * rows of recalls that their organisation was told of.
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

      REVOKE SELECT ON recall FROM furrow_app, furrow_public;
      GRANT SELECT (id, organisation_id, ordered, grade, reason, advice, refund, contact, opened_at, public_notice_at,
        closed_at, closing_word) ON recall TO furrow_app;
      GRANT SELECT ON recall TO furrow_fold;
      GRANT SELECT (id, organisation_id, ordered, grade, reason, advice, refund, contact, opened_at, closed_at)
        ON recall TO furrow_public;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only: restore a backup instead');
  }
}
