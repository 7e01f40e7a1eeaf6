import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Files of codes for print houses: what was handed out, and the digests by which a print house proves what it got. */
export class PrintOrders1790000000040 implements MigrationInterface {
  readonly name = 'PrintOrders1790000000040';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE print_order (
        organisation_id uuid NOT NULL,
        id uuid NOT NULL,
        run_id uuid NOT NULL,
        first_place int NOT NULL CHECK (first_place > 0),
        last_place int NOT NULL CHECK (last_place >= first_place),
        per_roll int CHECK (per_roll > 0),
        base_url text NOT NULL,
        qr_case text NOT NULL CHECK (qr_case IN ('upper', 'lower')),
        product text,
        made_on date,
        expires_on date,
        files jsonb NOT NULL,
        ordered_at timestamptz(3) NOT NULL,
        PRIMARY KEY (organisation_id, id)
      );
      COMMENT ON TABLE print_order IS 'labels: codes handed to a print house; never changed, so its files are the same bytes for ever';
      COMMENT ON COLUMN print_order.per_roll IS 'labels of one roll; null: all are on one';
      COMMENT ON COLUMN print_order.base_url IS 'our address as the links of this order have it';
      COMMENT ON COLUMN print_order.product IS 'its name as these files have it, whatever it is called later';
      COMMENT ON COLUMN print_order.files IS 'of each file its rows, bytes and SHA-256, in the order of places';

      CREATE INDEX code_of_unit_run ON code (run_id, place) WHERE batch_id IS NULL;

      ALTER TABLE print_order ENABLE ROW LEVEL SECURITY;
      CREATE POLICY own ON print_order TO furrow_app USING (organisation_id = (SELECT viewer()));
      GRANT SELECT, INSERT ON print_order TO furrow_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only: restore a backup instead');
  }
}
