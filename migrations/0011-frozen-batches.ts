import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The row of a batch, which every act on its goods locks, says by itself whether freezes are worth looking up. A trigger
 * keeps it true, so that no freeze is ever without its mark, whichever release of the service put it.
 */
export class FrozenBatches1790000000011 implements MigrationInterface {
  readonly name = 'FrozenBatches1790000000011';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE batch ADD COLUMN ever_frozen boolean NOT NULL DEFAULT false;
      COMMENT ON COLUMN batch.ever_frozen IS 'whether a recall ever stopped its goods; batch_freeze says whether one does';

      CREATE FUNCTION mark_frozen_batches() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          UPDATE batch SET ever_frozen = true
          WHERE id IN (SELECT batch_id::uuid FROM fresh) AND NOT ever_frozen;
          RETURN NULL;
        END $$;
      CREATE TRIGGER mark_frozen_batches AFTER INSERT ON batch_freeze
        REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION mark_frozen_batches();

      UPDATE batch SET ever_frozen = true
      WHERE id IN (SELECT batch_id::uuid FROM batch_freeze) AND NOT ever_frozen;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only: restore a backup instead');
  }
}
