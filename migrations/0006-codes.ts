import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Traceability codes of ours: public, for ever, one thing each (DESIGN 4.6 and 6). */
export class Codes1790000000006 implements MigrationInterface {
  readonly name = 'Codes1790000000006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE code_run (
        id uuid PRIMARY KEY,
        organisation_id uuid NOT NULL,
        kind text NOT NULL CHECK (kind IN ('batch', 'item', 'case', 'unit')),
        batch_id uuid,
        product_id uuid,
        gtin text,
        number text COLLATE "C",
        size integer NOT NULL CHECK (size > 0),
        issued_at timestamptz(3) NOT NULL,
        CHECK ((kind = 'unit') = (batch_id IS NULL)),
        CHECK (batch_id IS NULL OR num_nulls(product_id, number) = 0)
      );
      COMMENT ON TABLE code_run IS 'codes: one act of issuing; a batch has one run of kind batch, which names its owner';
      COMMENT ON COLUMN code_run.gtin IS 'GTIN its links are built with; null: links of our own, never a made-up GTIN';
      COMMENT ON COLUMN code_run.number IS 'batch number, as the link of the batch says it';
      CREATE UNIQUE INDEX code_run_batch ON code_run (batch_id) WHERE kind = 'batch';

      CREATE TABLE code (
        code text COLLATE "C" PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('batch', 'item', 'case', 'unit')),
        organisation_id uuid NOT NULL,
        batch_id uuid,
        unit_id uuid,
        run_id uuid NOT NULL,
        place integer NOT NULL,
        gtin text,
        issued_at timestamptz(3) NOT NULL,
        activated_at timestamptz(3),
        voided_at timestamptz(3),
        void_reason text,
        first_scanned_at timestamptz(3),
        last_scanned_at timestamptz(3),
        scans integer NOT NULL DEFAULT 0,
        CHECK ((kind = 'unit') = (batch_id IS NULL)),
        CHECK (kind = 'unit' OR unit_id IS NULL),
        CHECK (kind IN ('item', 'case') OR activated_at IS NOT NULL),
        CHECK ((voided_at IS NULL) = (void_reason IS NULL))
      ) WITH (fillfactor = 90);
      COMMENT ON TABLE code IS 'codes: a code, what it names and its life; rows are never deleted, so no code is used twice';
      COMMENT ON COLUMN code.unit_id IS 'logistic unit the code was put on; null until it is used';
      COMMENT ON COLUMN code.place IS 'place in its run, from 1: the order of the printed roll';
      COMMENT ON COLUMN code.activated_at IS 'null: an item or case code that strangers cannot tell from an unknown one';
      COMMENT ON COLUMN code.scans IS 'looks by strangers, counted with the scan marks by the public door';
      CREATE INDEX code_of_batch ON code (batch_id, run_id, place) WHERE batch_id IS NOT NULL;
      CREATE INDEX code_of_unit ON code (unit_id) WHERE unit_id IS NOT NULL;

      ALTER TABLE code_run ENABLE ROW LEVEL SECURITY;
      ALTER TABLE code ENABLE ROW LEVEL SECURITY;
      CREATE POLICY read ON code_run FOR SELECT USING (true);
      CREATE POLICY read ON code FOR SELECT USING (true);
      CREATE POLICY issue_own ON code_run FOR INSERT TO furrow_app
        WITH CHECK (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);
      CREATE POLICY issue_own ON code FOR INSERT TO furrow_app
        WITH CHECK (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);
      CREATE POLICY change_own ON code FOR UPDATE TO furrow_app
        USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);
      CREATE POLICY mark_scan ON code FOR UPDATE TO furrow_public USING (true);

      GRANT SELECT, INSERT ON code_run, code TO furrow_app;
      GRANT UPDATE (unit_id, activated_at, voided_at, void_reason) ON code TO furrow_app;
      GRANT SELECT ON code_run, code TO furrow_public;
      GRANT UPDATE (first_scanned_at, last_scanned_at, scans) ON code TO furrow_public;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only: restore a backup instead');
  }
}
