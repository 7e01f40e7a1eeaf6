import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who did or read what, when, from where, with which credential. */
export class Audit1790000000016 implements MigrationInterface {
  readonly name = 'Audit1790000000016';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE audit_entry (
        organisation_id uuid NOT NULL,
        id uuid NOT NULL,
        at timestamptz(3) NOT NULL,
        credential text COLLATE "C",
        action text COLLATE "C" NOT NULL,
        method text,
        route text,
        subject text COLLATE "C",
        status smallint,
        address text,
        PRIMARY KEY (organisation_id, id)
      );
      COMMENT ON TABLE audit_entry IS 'audit: append only; one request that somebody known sent, or one act of the operator';
      COMMENT ON COLUMN audit_entry.organisation_id IS 'whose credential it was; all zeros where it was nobody''s';
      COMMENT ON COLUMN audit_entry.id IS 'of the request, as in the log and in X-Request-Id; it holds the time of at';
      COMMENT ON COLUMN audit_entry.credential IS 'id of a key, person/ or invitation/ and an id, or cli; never a name';
      COMMENT ON COLUMN audit_entry.route IS 'pattern of the address, without what was filled in';
      COMMENT ON COLUMN audit_entry.subject IS 'id or code of what it was about';
      COMMENT ON COLUMN audit_entry.status IS 'of the answer; null for an act of the operator';
      CREATE INDEX audit_entry_credential ON audit_entry (organisation_id, credential, id);
      CREATE INDEX audit_entry_action ON audit_entry (organisation_id, action, id);
      CREATE INDEX audit_entry_subject ON audit_entry (organisation_id, subject, id) WHERE subject IS NOT NULL;

      CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      GRANT SELECT, INSERT ON audit_entry TO furrow_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only: restore a backup instead');
  }
}
