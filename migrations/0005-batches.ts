import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Quantities of one product made under the same conditions (DESIGN 2). */
export class Batches1790000000005 implements MigrationInterface {
  readonly name = 'Batches1790000000005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE batch (
        id uuid NOT NULL,
        product_id uuid NOT NULL,
        number text COLLATE "C" NOT NULL,
        mentioned_at timestamptz(3) NOT NULL,
        organisation_id uuid,
        maker_party_id uuid,
        registered_at timestamptz(3),
        code text COLLATE "C",
        quantity numeric,
        unit text,
        made_from timestamptz(3),
        made_until timestamptz(3),
        made_offset text,
        best_before date,
        origin_location_id uuid,
        PRIMARY KEY (product_id, id),
        CONSTRAINT batch_number UNIQUE (product_id, number),
        CHECK (made_until >= made_from),
        CHECK ((organisation_id IS NULL) = (registered_at IS NULL)),
        CHECK (organisation_id IS NULL OR num_nulls(maker_party_id, quantity, unit, made_from, made_until, made_offset) = 0)
      );
      COMMENT ON TABLE batch IS 'batches: a quantity of one product made under the same conditions, by product and number';
      COMMENT ON COLUMN batch.number IS 'compared case-sensitively, as GS1 AI 10 is';
      COMMENT ON COLUMN batch.mentioned_at IS 'when the number was first named to us, by an event or by registering it';
      COMMENT ON COLUMN batch.organisation_id IS 'who registered it and alone may change it; null while only mentioned in events';
      COMMENT ON COLUMN batch.code IS 'native batch code; null between registration and issue, inside one transaction';
      COMMENT ON COLUMN batch.quantity IS 'as registered; what is left of it is in holdings';
      COMMENT ON COLUMN batch.made_until IS 'end of a whole day or of a run; equal to made_from for an instant';
      COMMENT ON COLUMN batch.made_offset IS 'offset from UTC at the place of making, as in +08:00';
      CREATE INDEX batch_id ON batch (id);
      CREATE INDEX batch_own ON batch (organisation_id, id) WHERE organisation_id IS NOT NULL;

      GRANT SELECT, INSERT, UPDATE ON batch TO furrow_app;
      GRANT SELECT ON batch TO furrow_fold, furrow_public;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only: restore a backup instead');
  }
}
