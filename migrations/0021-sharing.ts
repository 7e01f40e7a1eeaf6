import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What organisations tell of their own steps beyond their partners. */
export class Sharing1790000000021 implements MigrationInterface {
  readonly name = 'Sharing1790000000021';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE sharing (
        id uuid PRIMARY KEY,
        organisation_id uuid NOT NULL REFERENCES organisation,
        reach text NOT NULL CHECK (reach IN ('linked', 'open')),
        product_id uuid REFERENCES product,
        party_id uuid REFERENCES party,
        created_at timestamptz(3) NOT NULL,
        UNIQUE NULLS NOT DISTINCT (organisation_id, product_id, party_id)
      );
      COMMENT ON TABLE sharing IS 'sharing: to whom an organisation tells its own steps in full, beyond those that it deals with';
      COMMENT ON COLUMN sharing.reach IS 'linked: those in the chain of a batch; open: whoever asks';
      COMMENT ON COLUMN sharing.product_id IS 'steps about this product; null: about every one';
      COMMENT ON COLUMN sharing.party_id IS 'told to this party alone; null: to everybody within reach';

      ALTER TABLE sharing ENABLE ROW LEVEL SECURITY;
      CREATE POLICY own ON sharing TO furrow_app USING (organisation_id = (SELECT viewer()));
      CREATE POLICY whole ON sharing FOR SELECT TO furrow_trace USING (true);
      GRANT SELECT, INSERT, DELETE, UPDATE (reach, created_at) ON sharing TO furrow_app;
      GRANT SELECT ON sharing TO furrow_trace;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only: restore a backup instead');
  }
}
