import type { MigrationInterface, QueryRunner } from 'typeorm';

/** People who sign in with an account of their firm, by OpenID Connect. */
export class Oidc1790000000018 implements MigrationInterface {
  readonly name = 'Oidc1790000000018';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE person
        ALTER COLUMN login DROP NOT NULL,
        ALTER COLUMN password DROP NOT NULL,
        ADD COLUMN issuer text COLLATE "C",
        ADD COLUMN subject text COLLATE "C",
        ADD CONSTRAINT person_way_in CHECK (
          (login IS NULL) = (password IS NULL)
          AND (issuer IS NULL) = (subject IS NULL)
          AND (login IS NULL) <> (issuer IS NULL));
      COMMENT ON COLUMN person.issuer IS 'who vouches for them (OpenID Connect iss); null for who signs in with a password';
      COMMENT ON COLUMN person.subject IS 'what the issuer calls them for ever (sub)';
      CREATE UNIQUE INDEX person_account ON person (issuer, subject) WHERE ended_at IS NULL;

      CREATE TABLE oidc_sign_in (
        digest bytea PRIMARY KEY CHECK (length(digest) = 32),
        invitation_id uuid REFERENCES invitation,
        next text NOT NULL,
        ends_at timestamptz(3) NOT NULL
      );
      COMMENT ON TABLE oidc_sign_in IS 'people: a browser that was sent to the issuer and has not come back';
      COMMENT ON COLUMN oidc_sign_in.digest IS 'SHA-256 of the proof, which only the browser has';
      COMMENT ON COLUMN oidc_sign_in.invitation_id IS 'the code that it is used with; null for who signs in';
      COMMENT ON COLUMN oidc_sign_in.next IS 'the path of ours to go on to';
      CREATE INDEX oidc_sign_in_end ON oidc_sign_in (ends_at);

      GRANT UPDATE (login, issuer, subject) ON person TO furrow_app;
      GRANT SELECT, INSERT, DELETE ON oidc_sign_in TO furrow_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only: restore a backup instead');
  }
}
