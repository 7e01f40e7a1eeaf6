import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The append-only record of what organisations claimed (DESIGN 4.2, 4.5 and 5). */
export class Events1790000000008 implements MigrationInterface {
  readonly name = 'Events1790000000008';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE event (
        organisation_id uuid NOT NULL,
        id uuid NOT NULL,
        event_id text NOT NULL,
        declaration boolean NOT NULL,
        digest text NOT NULL,
        type text NOT NULL,
        action text,
        biz_step text,
        disposition text,
        read_point text,
        biz_location text,
        at timestamptz(3) NOT NULL,
        until timestamptz(3) NOT NULL,
        time_offset text NOT NULL,
        recorded_at timestamptz(3) NOT NULL,
        key_id text NOT NULL,
        author_id text NOT NULL,
        document jsonb NOT NULL,
        PRIMARY KEY (organisation_id, id),
        CHECK (until >= at)
      );
      CREATE INDEX event_ref ON event (id);
      CREATE INDEX event_event_id ON event (event_id);
      COMMENT ON TABLE event IS 'events: append only; one claimed supply-chain fact, or the declaration that one was in error';
      COMMENT ON COLUMN event.event_id IS 'EPCIS eventID; not unique alone: a declaration and a relayed copy repeat it';
      COMMENT ON COLUMN event.digest IS 'SHA-256 of the canonical form; equal content, equal digest';
      COMMENT ON COLUMN event.until IS 'end of a whole-day event; equal to at for an instant';
      COMMENT ON COLUMN event.author_id IS 'party that speaks: the capturing organisation''s own';
      COMMENT ON COLUMN event.key_id IS 'credential that captured it';

      CREATE TABLE event_identity (
        organisation_id uuid NOT NULL,
        event_id text NOT NULL,
        event_ref uuid,
        event_digest text,
        declaration_ref uuid,
        declaration_digest text,
        PRIMARY KEY (organisation_id, event_id)
      );
      COMMENT ON TABLE event_identity IS 'events: (organisation, eventID, event or declaration) is repeatable for ever; never partitioned by time';
      COMMENT ON COLUMN event_identity.declaration_ref IS 'the declaration that this event was recorded in error; it may come before the event';

      CREATE TABLE event_item (
        event_ref uuid NOT NULL,
        position smallint NOT NULL,
        role text NOT NULL,
        is_class boolean NOT NULL,
        key text COLLATE "C" NOT NULL,
        product_id uuid,
        batch_id uuid,
        quantity numeric,
        unit text,
        at timestamptz(3) NOT NULL,
        PRIMARY KEY (event_ref, position)
      );
      COMMENT ON TABLE event_item IS 'events: each thing an event names, by its one canonical key';
      COMMENT ON COLUMN event_item.is_class IS 'named as so much of a class (EPCIS quantity lists), not as an instance (EPC lists)';
      CREATE INDEX event_item_key ON event_item (key, at);
      CREATE INDEX event_item_batch ON event_item (batch_id, at) WHERE batch_id IS NOT NULL;

      CREATE TABLE event_party (
        organisation_id uuid NOT NULL,
        at timestamptz(3) NOT NULL,
        event_ref uuid NOT NULL,
        PRIMARY KEY (organisation_id, at, event_ref)
      );
      COMMENT ON TABLE event_party IS 'events: which organisations may see an event, its author and direct partners; drives lists and paging';

      CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '% is append only', TG_TABLE_NAME; END $$;
      CREATE TRIGGER event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON event
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER event_item_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON event_item
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      GRANT SELECT, INSERT ON event, event_item, event_party TO furrow_app;
      GRANT SELECT, INSERT, UPDATE ON event_identity TO furrow_app;
      GRANT SELECT ON event, event_item TO furrow_public;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only: restore a backup instead');
  }
}
