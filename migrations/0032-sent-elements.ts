import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Master data that came in the header of an EPCIS document: what an organisation says of the things that it names. */
export class SentElements1790000000032 implements MigrationInterface {
  readonly name = 'SentElements1790000000032';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE vocabulary_element (
        organisation_id uuid NOT NULL REFERENCES organisation,
        vocabulary text COLLATE "C" NOT NULL,
        key text COLLATE "C" NOT NULL,
        id text NOT NULL,
        attributes jsonb NOT NULL CHECK (jsonb_typeof(attributes) = 'array'),
        children text[] NOT NULL,
        child_keys text[] COLLATE "C" NOT NULL,
        recorded_at timestamptz(3) NOT NULL,
        PRIMARY KEY (organisation_id, vocabulary, key)
      );
      CREATE INDEX vocabulary_element_key ON vocabulary_element (organisation_id, key);
      COMMENT ON TABLE vocabulary_element IS 'epcis: master data as its organisation last sent it with a document';
      COMMENT ON COLUMN vocabulary_element.key IS 'equal for every notation of what the element is';
      COMMENT ON COLUMN vocabulary_element.children IS 'what lies within it, as it was written';
      COMMENT ON COLUMN vocabulary_element.child_keys IS 'the keys of that';
      COMMENT ON COLUMN vocabulary_element.attributes IS 'pairs of full name and value, in the order in which they came';

      ALTER TABLE vocabulary_element ENABLE ROW LEVEL SECURITY;
      CREATE POLICY own ON vocabulary_element TO furrow_app USING (organisation_id = (SELECT viewer()));
      -- Whoever matches events with the queries of others reads what those know.
      CREATE POLICY whole ON vocabulary_element FOR SELECT TO furrow_fold USING (true);
      GRANT SELECT, INSERT, UPDATE ON vocabulary_element TO furrow_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only: restore a backup instead');
  }
}
