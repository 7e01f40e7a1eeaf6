import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Mock recalls and what they found, for the firm and for regulators who oversee it. They are never changed. */
export class Drills1790000000056 implements MigrationInterface {
  readonly name = 'Drills1790000000056';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE drill (
        id uuid PRIMARY KEY,
        organisation_id uuid NOT NULL,
        night date,
        seed text COLLATE "C" NOT NULL CHECK (seed ~ '^[0-9a-f]{16}$'),
        candidates integer NOT NULL CHECK (candidates > 0),
        batch_id uuid NOT NULL,
        started_at timestamptz(3) NOT NULL,
        milliseconds integer NOT NULL CHECK (milliseconds >= 0),
        batches integer NOT NULL,
        holdings integer NOT NULL,
        sources integer NOT NULL,
        is_whole boolean NOT NULL,
        uom text NOT NULL,
        recorded numeric NOT NULL,
        unaccounted_in numeric NOT NULL,
        unaccounted numeric NOT NULL,
        UNIQUE (organisation_id, night)
      );
      CREATE INDEX drill_own ON drill (organisation_id, id);
      COMMENT ON TABLE drill IS 'drills: a mock recall of a batch of chance, and what it found';
      COMMENT ON COLUMN drill.night IS 'the day on which the nightly drills made it; null: on demand';
      COMMENT ON COLUMN drill.seed IS 'which of the candidates it is, with their number';
      COMMENT ON COLUMN drill.milliseconds IS 'from the question until scope and balance were known';
      COMMENT ON COLUMN drill.is_whole IS 'no bound cut the trace, either way';
      COMMENT ON COLUMN drill.recorded IS 'all that is on record of the batch, in uom; of that, what came from nowhere and what is gone unaccounted';

      ALTER TABLE drill ENABLE ROW LEVEL SECURITY;
      CREATE POLICY own ON drill FOR SELECT TO furrow_app USING (organisation_id = (SELECT viewer()));
      CREATE POLICY made ON drill FOR INSERT TO furrow_app WITH CHECK (organisation_id = (SELECT viewer()));
      CREATE POLICY overseen ON drill FOR SELECT TO furrow_app USING ((SELECT oversight()) IS NOT NULL
        AND EXISTS (SELECT FROM organisation WHERE organisation.id = drill.organisation_id));
      GRANT SELECT, INSERT ON drill TO furrow_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only: restore a backup instead');
  }
}
