import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The feed of committed writes, its one sequencer and its followers (DESIGN 3 and 4.10). */
export class Log1790000000007 implements MigrationInterface {
  readonly name = 'Log1790000000007';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE feed (
        id uuid PRIMARY KEY,
        organisation_id uuid NOT NULL,
        kind text NOT NULL,
        subject text NOT NULL,
        payload jsonb NOT NULL,
        recorded_at timestamptz(3) NOT NULL,
        position bigint CHECK (position > 0)
      );
      COMMENT ON TABLE feed IS 'log: one row a write, committed with it; numbered after commit, the only cursor there is';
      COMMENT ON COLUMN feed.subject IS 'what was written, in the words of its kind: an event id, a run id';
      COMMENT ON COLUMN feed.position IS 'null until the sequencer has seen it committed; contiguous from 1, never changed';
      CREATE UNIQUE INDEX feed_position ON feed (position) WHERE position IS NOT NULL;
      CREATE INDEX feed_waiting ON feed (recorded_at, id) WHERE position IS NULL;

      CREATE FUNCTION refuse_feed_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'feed is append only'; END $$;
      CREATE TRIGGER feed_numbered_once BEFORE UPDATE ON feed FOR EACH ROW
        WHEN (OLD.position IS NOT NULL OR NEW.position IS NULL)
        EXECUTE FUNCTION refuse_feed_change();
      CREATE TRIGGER feed_append_only BEFORE DELETE OR TRUNCATE ON feed
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_feed_change();

      CREATE TABLE feed_sequencer (
        only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
        holder text NOT NULL,
        epoch bigint NOT NULL,
        expires_at timestamptz NOT NULL,
        last_position bigint NOT NULL
      );
      COMMENT ON TABLE feed_sequencer IS 'log: the lease to number the feed, and how far it is numbered; one row, made by the first holder';
      COMMENT ON COLUMN feed_sequencer.epoch IS 'fencing token: grows with each change of holder; writes of an older one do nothing';
      COMMENT ON COLUMN feed_sequencer.expires_at IS 'by the time of the database, which all competitors share';

      CREATE TABLE feed_follower (
        name text PRIMARY KEY,
        position bigint NOT NULL
      );
      COMMENT ON TABLE feed_follower IS 'log: how far each follower has come, moved in the transaction of what it wrote';

      GRANT SELECT, INSERT ON feed TO furrow_app;
      GRANT UPDATE (position) ON feed TO furrow_app;
      GRANT SELECT, INSERT, UPDATE ON feed_sequencer TO furrow_app;
      GRANT SELECT, INSERT, UPDATE ON feed_follower TO furrow_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only: restore a backup instead');
  }
}
