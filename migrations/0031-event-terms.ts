import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What events are searched by, beside the things that they name. A row says that an event of one's own or a partner's has a
 * word; its key begins with the organisation that may know that, so a page of such events is one range of it.
 *
 * Not a list of words with a GIN index: under row security PostgreSQL asks no index by an operator that might tell what it
 * compares, and `&&` is one.
 */
export class EventTerms1790000000031 implements MigrationInterface {
  readonly name = 'EventTerms1790000000031';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE event_term (
        organisation_id uuid NOT NULL,
        term uuid NOT NULL,
        at timestamptz(3) NOT NULL,
        event_ref uuid NOT NULL,
        low numeric,
        high numeric,
        PRIMARY KEY (organisation_id, term, at, event_ref)
      );
      COMMENT ON TABLE event_term IS 'events: the words and ranges of numbers that queries find events by, for each organisation that may know them';
      COMMENT ON COLUMN event_term.term IS 'first half of the SHA-256 of the word, which may be long';
      COMMENT ON COLUMN event_term.low IS 'least of the numbers of that name in the event; times are epoch milliseconds';
      COMMENT ON COLUMN event_term.high IS 'greatest of them';

      ALTER TABLE event_term ENABLE ROW LEVEL SECURITY;
      CREATE POLICY own ON event_term FOR SELECT TO furrow_app USING (organisation_id = (SELECT viewer()));
      CREATE POLICY overseen ON event_term FOR SELECT TO furrow_app USING ((SELECT oversight()) IS NOT NULL
        AND EXISTS (SELECT FROM organisation WHERE organisation.id = event_term.organisation_id));
      CREATE POLICY whole ON event_term TO furrow_fold USING (true);
      GRANT SELECT, INSERT ON event_term TO furrow_app;

      -- In the order of pages, so that a page of what many events name is read without the rest of them.
      DROP INDEX event_item_key, event_item_batch;
      CREATE INDEX event_item_key ON event_item (key, at, event_ref);
      CREATE INDEX event_item_batch ON event_item (batch_id, at, event_ref) WHERE batch_id IS NOT NULL;

      -- A process of the release before goes on writing rows without it, at the moment of recording.
      ALTER TABLE event_party ADD recorded_at timestamptz(3) DEFAULT now();
      UPDATE event_party SET recorded_at = event.recorded_at FROM event WHERE event.id = event_ref;
      ALTER TABLE event_party ALTER recorded_at SET NOT NULL;
      CREATE INDEX event_party_recorded ON event_party (organisation_id, recorded_at, event_ref);
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only: restore a backup instead');
  }
}
