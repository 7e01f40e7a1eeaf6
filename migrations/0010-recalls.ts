import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Recalls with their notices, and what holdings keep of them: freezes and breaches (DESIGN 4.4, 5 and 7). */
export class Recalls1790000000010 implements MigrationInterface {
  readonly name = 'Recalls1790000000010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE recall (
        id uuid PRIMARY KEY,
        organisation_id uuid NOT NULL,
        ordered boolean NOT NULL,
        grade smallint NOT NULL CHECK (grade BETWEEN 1 AND 3),
        reason text NOT NULL,
        advice text,
        refund text,
        contact text,
        opened_at timestamptz(3) NOT NULL,
        closed_at timestamptz(3),
        closing_word text,
        CHECK ((closed_at IS NULL) = (closing_word IS NULL))
      );
      COMMENT ON TABLE recall IS 'recalls: a case opened on batches by their maker, or ordered by a regulator';
      COMMENT ON COLUMN recall.ordered IS 'by a regulator: batches made of recalled ones are frozen too';
      COMMENT ON COLUMN recall.closing_word IS 'what became of the goods that were not found';
      CREATE INDEX recall_own ON recall (organisation_id, id);
      CREATE INDEX recall_open ON recall (id) WHERE closed_at IS NULL;

      CREATE TABLE recall_notice (
        recall_id uuid NOT NULL REFERENCES recall,
        organisation_id uuid NOT NULL,
        sent_at timestamptz(3) NOT NULL,
        acknowledged_at timestamptz(3),
        PRIMARY KEY (recall_id, organisation_id)
      );
      COMMENT ON TABLE recall_notice IS 'recalls: which organisations were told to stop, and which said that they heard';
      CREATE INDEX recall_notice_to ON recall_notice (organisation_id, recall_id);

      CREATE TABLE batch_freeze (
        recall_id uuid NOT NULL,
        product_id text NOT NULL,
        batch_id text COLLATE "C" NOT NULL,
        organisation_id uuid NOT NULL,
        derived boolean NOT NULL,
        spreads boolean NOT NULL,
        frozen_at timestamptz(3) NOT NULL,
        released_at timestamptz(3),
        PRIMARY KEY (recall_id, batch_id)
      );
      COMMENT ON TABLE batch_freeze IS 'holdings: all goods of a batch, wherever they are, are stopped by a recall until it releases them';
      COMMENT ON COLUMN batch_freeze.derived IS 'frozen because it was made of a frozen batch, not named by the recall';
      COMMENT ON COLUMN batch_freeze.spreads IS 'whether what is made of it freezes too';
      CREATE INDEX batch_freeze_open ON batch_freeze (batch_id) WHERE released_at IS NULL;
      CREATE INDEX batch_freeze_product ON batch_freeze (product_id) WHERE released_at IS NULL;

      CREATE TABLE freeze_breach (
        event_ref uuid NOT NULL,
        recall_id uuid NOT NULL,
        batch_id text COLLATE "C" NOT NULL,
        uom text NOT NULL,
        organisation_id uuid NOT NULL,
        least numeric NOT NULL,
        most numeric NOT NULL,
        at timestamptz(3) NOT NULL,
        frozen_at timestamptz(3) NOT NULL,
        recorded_at timestamptz(3) NOT NULL,
        PRIMARY KEY (recall_id, event_ref, batch_id, uom)
      );
      COMMENT ON TABLE freeze_breach IS 'holdings: a recorded fact that did with frozen goods what an act may not';
      COMMENT ON COLUMN freeze_breach.organisation_id IS 'whose recall it is';
      COMMENT ON COLUMN freeze_breach.least IS 'of the frozen batch, at least and at most so much, in uom';

      GRANT SELECT ON batch_freeze, freeze_breach TO furrow_app;
      GRANT SELECT, INSERT ON batch_freeze, freeze_breach TO furrow_fold;
      GRANT UPDATE (released_at) ON batch_freeze TO furrow_fold;
      GRANT SELECT, INSERT ON recall, recall_notice TO furrow_app;
      GRANT UPDATE (closed_at, closing_word) ON recall TO furrow_app;
      GRANT UPDATE (acknowledged_at) ON recall_notice TO furrow_app;
      GRANT SELECT ON batch_freeze, recall TO furrow_public;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only: restore a backup instead');
  }
}
