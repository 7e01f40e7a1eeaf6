import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Facts so late that they are folded after their capture: until then what they touch is settling (DESIGN 4.8). */
export class Settling1790000000013 implements MigrationInterface {
  readonly name = 'Settling1790000000013';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE pending_fold (
        ref uuid PRIMARY KEY,
        change_id uuid NOT NULL,
        organisation_id uuid NOT NULL,
        withdraws boolean NOT NULL,
        event_id text NOT NULL,
        author text NOT NULL,
        at timestamptz(3) NOT NULL,
        until timestamptz(3) NOT NULL,
        claim json NOT NULL,
        keys text[] NOT NULL,
        things text[] NOT NULL,
        recorded_at timestamptz(3) NOT NULL
      );
      COMMENT ON TABLE pending_fold IS 'holdings: events that are recorded and not folded yet; empty but for moments';
      COMMENT ON COLUMN pending_fold.ref IS 'our id of the event whose claim waits';
      COMMENT ON COLUMN pending_fold.change_id IS 'one capture, which is folded as one';
      COMMENT ON COLUMN pending_fold.withdraws IS 'the claim counts, and is to be taken out; else it is to be taken in';
      COMMENT ON COLUMN pending_fold.keys IS 'keys that it will touch, as far as its claim tells: they are settling';
      COMMENT ON COLUMN pending_fold.things IS 'ids of the products and batches that it names';
      CREATE INDEX pending_fold_change ON pending_fold (change_id);

      GRANT SELECT ON pending_fold TO furrow_app;
      GRANT SELECT, INSERT, DELETE ON pending_fold TO furrow_fold;
      GRANT SELECT (keys, things) ON pending_fold TO furrow_public;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only: restore a backup instead');
  }
}
