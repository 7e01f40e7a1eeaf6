import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a question for a thing, a type or an action is answered from, in rows of whoever may see the event: what others wrote
 * of the same thing is not passed over. `event_item` stays as it is, what an event says of each thing.
 *
 * `history` marks what is told on request only: an event that its author declared in error, and the declaration.
 *
 * Rows of the events of before are written here as far as SQL can work them out, so that no question misses them; the words of
 * `event_word` and what a process of the release before writes meanwhile come from `npm run cli -- index-events`.
 */
export class EventThings1790000000033 implements MigrationInterface {
  readonly name = 'EventThings1790000000033';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tables);
    await runner.query(walls);
    await runner.query(history);
    await runner.query(rowsOfBefore);
    await runner.query(indexes);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only: restore a backup instead');
  }
}

const tables = `
  CREATE TABLE event_thing (
    organisation_id uuid NOT NULL,
    key text COLLATE "C" NOT NULL,
    is_class boolean NOT NULL,
    role text NOT NULL,
    at timestamptz(3) NOT NULL,
    event_ref uuid NOT NULL,
    batch_id uuid
  );
  COMMENT ON TABLE event_thing IS 'events: the things that queries find events by, for each organisation that may see these';
  COMMENT ON COLUMN event_thing.batch_id IS 'the batch that the thing is or is of, by whatever key it is called';

  CREATE TABLE event_word (
    organisation_id uuid NOT NULL,
    member text NOT NULL,
    value text COLLATE "C" NOT NULL,
    term uuid NOT NULL,
    PRIMARY KEY (organisation_id, member, value)
  );
  COMMENT ON TABLE event_word IS 'events: steps, dispositions and places that events have, once for each organisation that may see one; lists of them are read from it';
  COMMENT ON COLUMN event_word.term IS 'the word in event_term';

  CREATE TABLE event_filling (
    version smallint PRIMARY KEY,
    last_event_id uuid NOT NULL
  );
  COMMENT ON TABLE event_filling IS 'events: how far index-events came with what a version of the rows holds';
  COMMENT ON COLUMN event_filling.last_event_id IS 'events up to this id have all rows of the version';
`;

const walls = `
  ALTER TABLE event_thing ENABLE ROW LEVEL SECURITY;
  CREATE POLICY own ON event_thing FOR SELECT TO furrow_app USING (organisation_id = (SELECT viewer()));
  CREATE POLICY overseen ON event_thing FOR SELECT TO furrow_app USING ((SELECT oversight()) IS NOT NULL
    AND EXISTS (SELECT FROM organisation WHERE organisation.id = event_thing.organisation_id));
  CREATE POLICY whole ON event_thing TO furrow_fold USING (true);
  GRANT SELECT, INSERT ON event_thing TO furrow_app;

  ALTER TABLE event_word ENABLE ROW LEVEL SECURITY;
  CREATE POLICY own ON event_word FOR SELECT TO furrow_app USING (organisation_id = (SELECT viewer()));
  CREATE POLICY overseen ON event_word FOR SELECT TO furrow_app USING ((SELECT oversight()) IS NOT NULL
    AND EXISTS (SELECT FROM organisation WHERE organisation.id = event_word.organisation_id));
  CREATE POLICY whole ON event_word TO furrow_fold USING (true);
  GRANT SELECT, INSERT ON event_word TO furrow_app;

  GRANT SELECT, INSERT, UPDATE (last_event_id) ON event_filling TO furrow_fold;
`;

const history = `
  ALTER TABLE event_party ADD history boolean NOT NULL DEFAULT false;
  COMMENT ON COLUMN event_party.history IS 'told on request only: declared in error by its author, or the declaration of that';
  GRANT UPDATE (history) ON event_party TO furrow_fold;

  UPDATE event_party SET history = true
  FROM event_identity, event, unnest(viewers) AS viewer (id)
  WHERE declaration_ref IS NOT NULL AND event.id IN (event_identity.event_ref, declaration_ref)
    AND event_party.organisation_id = viewer.id AND event_party.at = event.at AND event_party.event_ref = event.id;
`;

/** Words are hashed as `termKey` in src/events does. */
const rowsOfBefore = `
  INSERT INTO event_thing (organisation_id, key, is_class, role, at, event_ref, batch_id)
  SELECT DISTINCT ON (organisation_id, key, is_class, role, at, event_ref)
    organisation_id, key, is_class, role, at, event_ref, batch_id
  FROM event_item JOIN event_party USING (at, event_ref)
  ORDER BY organisation_id, key, is_class, role, at, event_ref, position;

  INSERT INTO event_term (organisation_id, term, at, event_ref)
  SELECT party.organisation_id, left(encode(sha256(convert_to(word, 'UTF8')), 'hex'), 32)::uuid, party.at, event.id
  FROM event_party party JOIN event ON event.id = event_ref
  CROSS JOIN LATERAL (VALUES (E'eventType\\n\\n' || type), (E'action\\n\\n' || action)) AS said (word)
  WHERE word IS NOT NULL
  ON CONFLICT DO NOTHING;
`;

/** Led by whoever may see the event, and then in the order of pages. */
const indexes = `
  ALTER TABLE event_thing ADD PRIMARY KEY (organisation_id, key, is_class, role, at, event_ref);
  CREATE INDEX event_thing_batch ON event_thing (organisation_id, batch_id, is_class, role, at, event_ref)
    WHERE batch_id IS NOT NULL;
  -- Few rows, so that whether a thing or word of an event still stands is one look at a small index.
  CREATE INDEX event_party_history ON event_party (organisation_id, at, event_ref) WHERE history;
`;
