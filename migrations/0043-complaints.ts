import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What consumers report of goods that they have. Strangers add, and take back what tells who they are; whoever issued the code
 * answers; regulators read in their jurisdiction. A code that nobody issued has nobody's division, so whoever oversees the
 * whole country reads what is said of it, as of organisations whose division nobody knows.
 */
export class Complaints1790000000043 implements MigrationInterface {
  readonly name = 'Complaints1790000000043';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tables);
    await runner.query(walls);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only: restore a backup instead');
  }
}

const tables = `
  CREATE TABLE complaint (
    id uuid PRIMARY KEY,
    number text COLLATE "C" NOT NULL UNIQUE,
    organisation_id uuid,
    code text COLLATE "C" NOT NULL,
    batch_id uuid,
    kind text NOT NULL CHECK (kind IN ('spoiled', 'foreign-body', 'illness', 'label', 'copy', 'other')),
    words text NOT NULL,
    language text NOT NULL,
    bought_on date,
    shop text,
    place text,
    contact text,
    has_contact boolean GENERATED ALWAYS AS (contact IS NOT NULL) STORED,
    received_at timestamptz(3) NOT NULL,
    once uuid UNIQUE,
    digest bytea NOT NULL CHECK (octet_length(digest) = 32),
    seen_at timestamptz(3),
    answered_at timestamptz(3),
    answer text,
    closed_at timestamptz(3),
    closing_word text,
    CHECK (batch_id IS NULL OR organisation_id IS NOT NULL),
    CHECK ((answered_at IS NULL) = (answer IS NULL)),
    CHECK ((closed_at IS NULL) = (closing_word IS NULL))
  );
  COMMENT ON TABLE complaint IS 'complaints: what a consumer reports of goods that they have';
  COMMENT ON COLUMN complaint.number IS 'unguessable; with it the consumer reads what became of it';
  COMMENT ON COLUMN complaint.organisation_id IS 'who issued the code; null: nobody did';
  COMMENT ON COLUMN complaint.code IS 'canonical key of what was reported';
  COMMENT ON COLUMN complaint.once IS 'of the form that was sent: sent twice, it is one complaint';
  COMMENT ON COLUMN complaint.digest IS 'of all that was sent';
  CREATE INDEX complaint_of_organisation ON complaint (organisation_id, id);
  COMMENT ON COLUMN complaint.has_contact IS 'for the keeper, which may take a contact away and not read it';
  CREATE INDEX complaint_age ON complaint (received_at);
  CREATE INDEX complaint_contact_age ON complaint (received_at) WHERE has_contact;

  CREATE TABLE complaint_photo (
    id uuid PRIMARY KEY,
    complaint_id uuid NOT NULL,
    place smallint NOT NULL,
    media_type text NOT NULL CHECK (media_type IN ('image/jpeg', 'image/png', 'image/webp')),
    sha256 bytea NOT NULL CHECK (octet_length(sha256) = 32),
    size integer NOT NULL,
    bytes bytea NOT NULL
  );
  ALTER TABLE complaint_photo ALTER COLUMN bytes SET STORAGE EXTERNAL;
  COMMENT ON TABLE complaint_photo IS 'complaints: a picture without what a camera says beside it; kept here so that one backup holds all';
  COMMENT ON COLUMN complaint_photo.place IS 'in the order in which they were sent, from 0';
  COMMENT ON COLUMN complaint_photo.size IS 'bytes';
  CREATE INDEX complaint_photo_of ON complaint_photo (complaint_id, place);

  CREATE TABLE complaint_day (
    organisation_id uuid,
    day date NOT NULL,
    complaints integer NOT NULL,
    photo_bytes bigint NOT NULL,
    UNIQUE NULLS NOT DISTINCT (organisation_id, day)
  );
  COMMENT ON TABLE complaint_day IS 'complaints: how much strangers have added on a day in UTC, which is bounded';
  COMMENT ON COLUMN complaint_day.organisation_id IS 'null: of codes that nobody issued';
`;

/** Nobody reads what strangers wrote as a stranger, and evidence of an open recall does not go. */
const walls = `
  ALTER TABLE complaint ENABLE ROW LEVEL SECURITY;
  CREATE POLICY own ON complaint TO furrow_app USING (organisation_id = (SELECT viewer()));
  CREATE POLICY overseen ON complaint FOR SELECT TO furrow_app USING ((SELECT oversight()) IS NOT NULL
    AND EXISTS (SELECT FROM organisation WHERE organisation.id = complaint.organisation_id));
  CREATE POLICY nobodys ON complaint FOR SELECT TO furrow_app
    USING (organisation_id IS NULL AND (SELECT oversight()) = '');
  CREATE POLICY whole ON complaint TO furrow_public USING (true);
  CREATE POLICY swept ON complaint TO furrow_keeper
    USING (organisation_id IS NULL OR NOT in_open_recall(organisation_id));
  GRANT SELECT, UPDATE (seen_at, answered_at, answer, closed_at, closing_word) ON complaint TO furrow_app;
  GRANT INSERT, UPDATE (contact), SELECT (id, number, code, kind, received_at, once, digest,
    seen_at, answered_at, answer, closed_at, closing_word) ON complaint TO furrow_public;
  GRANT SELECT (id, organisation_id, received_at, has_contact), UPDATE (contact), DELETE ON complaint TO furrow_keeper;

  ALTER TABLE complaint_photo ENABLE ROW LEVEL SECURITY;
  CREATE POLICY seen ON complaint_photo FOR SELECT TO furrow_app
    USING (EXISTS (SELECT FROM complaint WHERE complaint.id = complaint_id));
  CREATE POLICY whole ON complaint_photo TO furrow_public USING (true);
  CREATE POLICY swept ON complaint_photo TO furrow_keeper
    USING (EXISTS (SELECT FROM complaint WHERE complaint.id = complaint_id));
  GRANT SELECT ON complaint_photo TO furrow_app;
  GRANT INSERT, DELETE, SELECT (id, complaint_id) ON complaint_photo TO furrow_public;
  GRANT SELECT (id, complaint_id), DELETE ON complaint_photo TO furrow_keeper;

  ALTER TABLE complaint_day ENABLE ROW LEVEL SECURITY;
  CREATE POLICY whole ON complaint_day TO furrow_public USING (true);
  CREATE POLICY swept ON complaint_day TO furrow_keeper USING (true);
  GRANT SELECT, INSERT, UPDATE (complaints, photo_bytes) ON complaint_day TO furrow_public;
  GRANT SELECT (day), DELETE ON complaint_day TO furrow_keeper;

  -- A complaint and its row of the feed commit together.
  GRANT INSERT ON feed TO furrow_public;
`;
