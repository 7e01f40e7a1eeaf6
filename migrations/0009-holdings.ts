import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What follows from the events: claims as the fold reads them, and the rows they fold into (DESIGN 4.3, 5). */
export class Holdings1790000000009 implements MigrationInterface {
  readonly name = 'Holdings1790000000009';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE claim (
        ref uuid PRIMARY KEY,
        event_id text NOT NULL,
        author text NOT NULL,
        at timestamptz(3) NOT NULL,
        until timestamptz(3) NOT NULL,
        claim json NOT NULL,
        recorded_at timestamptz(3) NOT NULL,
        withdrawn_at timestamptz(3)
      );
      COMMENT ON TABLE claim IS 'holdings: what an event claims, in the words of the fold, with ids resolved when it was captured';
      COMMENT ON COLUMN claim.ref IS 'our id of the event';
      COMMENT ON COLUMN claim.withdrawn_at IS 'when its author''s declaration of error was recorded';

      CREATE TABLE claim_name (
        name text COLLATE "C" NOT NULL,
        ref uuid NOT NULL,
        PRIMARY KEY (name, ref)
      );
      COMMENT ON TABLE claim_name IS 'holdings: names by which the two sides of hand-offs find each other';

      CREATE TABLE fold_key (
        key text COLLATE "C" PRIMARY KEY,
        state json,
        last_at timestamptz(3)
      ) WITH (fillfactor = 70);
      COMMENT ON TABLE fold_key IS 'holdings: what folds independently; its row is the lock, and holds the state after everything folded';
      COMMENT ON COLUMN fold_key.state IS 'sums of lines, units standing there, or where a unit is; null: nothing yet';
      COMMENT ON COLUMN fold_key.last_at IS 'instant of the last posting that touched it: what comes after is in order';

      CREATE TABLE posting (
        ref uuid NOT NULL,
        position integer NOT NULL,
        version integer NOT NULL,
        at timestamptz(3) NOT NULL,
        rank smallint NOT NULL,
        author text NOT NULL,
        event_id text NOT NULL,
        body json NOT NULL,
        recorded_at timestamptz(3) NOT NULL,
        superseded_at timestamptz(3),
        PRIMARY KEY (ref, position, version)
      );
      COMMENT ON TABLE posting IS 'holdings: the least part of an event that folds by itself, with all that it came to';
      COMMENT ON COLUMN posting.version IS 'from 0; a late event folds later postings again';

      CREATE TABLE touch (
        key text COLLATE "C" NOT NULL,
        at timestamptz(3) NOT NULL,
        ref uuid NOT NULL,
        position integer NOT NULL,
        PRIMARY KEY (key, at, ref, position)
      );
      COMMENT ON TABLE touch IS 'holdings: which current postings read or wrote a key, by time: where a late event starts';

      CREATE TABLE flow (
        ref uuid NOT NULL,
        position integer NOT NULL,
        version integer NOT NULL,
        part integer NOT NULL,
        at timestamptz(3) NOT NULL,
        from_kind text NOT NULL,
        from_holder text COLLATE "C" NOT NULL,
        from_product text NOT NULL,
        from_uom text NOT NULL,
        from_batch text COLLATE "C",
        from_owner text,
        from_book text NOT NULL,
        to_kind text NOT NULL,
        to_holder text COLLATE "C" NOT NULL,
        to_product text NOT NULL,
        to_uom text NOT NULL,
        to_batch text COLLATE "C",
        to_owner text,
        to_book text NOT NULL,
        amount numeric NOT NULL,
        least numeric NOT NULL,
        most numeric NOT NULL,
        evidence text NOT NULL,
        place text,
        reason text,
        recorded_at timestamptz(3) NOT NULL,
        superseded_at timestamptz(3),
        PRIMARY KEY (ref, position, version, part)
      );
      COMMENT ON TABLE flow IS 'holdings: a quantity going from one line of a holding to another; books, links and bookings are read from it';
      CREATE INDEX flow_from_batch ON flow (from_batch, at) WHERE from_batch IS NOT NULL;
      CREATE INDEX flow_to_batch ON flow (to_batch, at) WHERE to_batch IS NOT NULL;
      CREATE INDEX flow_from_holder ON flow (from_holder, from_product, at);
      CREATE INDEX flow_to_holder ON flow (to_holder, to_product, at);

      CREATE TABLE unit_move (
        ref uuid NOT NULL,
        position integer NOT NULL,
        version integer NOT NULL,
        part integer NOT NULL,
        at timestamptz(3) NOT NULL,
        unit text COLLATE "C" NOT NULL,
        instance text COLLATE "C" NOT NULL,
        from_kind text,
        from_holder text,
        to_kind text NOT NULL,
        to_holder text,
        custody text,
        owner text,
        implied boolean NOT NULL,
        recorded_at timestamptz(3) NOT NULL,
        superseded_at timestamptz(3),
        PRIMARY KEY (ref, position, version, part)
      );
      COMMENT ON TABLE unit_move IS 'holdings: where a logistic unit went, with all it holds';
      CREATE INDEX unit_move_of ON unit_move (unit, at);

      CREATE TABLE holding (
        holder_kind text NOT NULL,
        holder text COLLATE "C" NOT NULL,
        product_id text NOT NULL,
        uom text NOT NULL,
        batch_id text COLLATE "C" NOT NULL,
        owner text NOT NULL,
        book text NOT NULL,
        amount numeric NOT NULL,
        changed_at timestamptz(3) NOT NULL,
        PRIMARY KEY (holder, product_id, batch_id, owner, uom, book, holder_kind)
      ) WITH (fillfactor = 80);
      COMMENT ON TABLE holding IS 'holdings: how much is where now; the sum of flows, kept for reading';
      COMMENT ON COLUMN holding.batch_id IS 'empty: goods of the product without a batch';
      CREATE INDEX holding_batch ON holding (batch_id) WHERE amount <> 0;
      CREATE INDEX holding_product ON holding (product_id) WHERE amount <> 0;

      CREATE TABLE unit_place (
        instance text COLLATE "C" PRIMARY KEY,
        unit text COLLATE "C" NOT NULL,
        kind text NOT NULL,
        holder text,
        custody text,
        owner text,
        at timestamptz(3) NOT NULL
      ) WITH (fillfactor = 80);
      COMMENT ON TABLE unit_place IS 'holdings: where each logistic unit is now';
      CREATE INDEX unit_place_unit ON unit_place (unit);
      CREATE INDEX unit_place_holder ON unit_place (holder);

      GRANT SELECT ON claim, claim_name, fold_key, posting, touch, flow, unit_move, holding, unit_place
        TO furrow_app;
      GRANT SELECT, INSERT, UPDATE ON claim, fold_key, posting, flow, unit_move, holding, unit_place
        TO furrow_fold;
      GRANT SELECT, INSERT, DELETE ON claim_name, touch TO furrow_fold;
      GRANT SELECT ON holding, unit_place, flow, unit_move TO furrow_public;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only: restore a backup instead');
  }
}
