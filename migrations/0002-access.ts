import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who signs in: organisations and the keys of their machines. */
export class Access1790000000002 implements MigrationInterface {
  readonly name = 'Access1790000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE organisation (
        id uuid PRIMARY KEY,
        name text NOT NULL,
        roles text[] NOT NULL CHECK (cardinality(roles) > 0),
        party_id uuid,
        created_at timestamptz(3) NOT NULL
      );
      COMMENT ON TABLE organisation IS 'access: an account that signs in and writes';
      COMMENT ON COLUMN organisation.party_id IS 'the party that it is in the chain; set once, when both are made';

      CREATE TABLE api_key (
        id text COLLATE "C" PRIMARY KEY,
        organisation_id uuid NOT NULL REFERENCES organisation,
        label text NOT NULL,
        digest bytea NOT NULL CHECK (length(digest) = 32),
        scopes text[] NOT NULL CHECK (cardinality(scopes) > 0),
        created_at timestamptz(3) NOT NULL,
        expires_at timestamptz(3) NOT NULL,
        revoked_at timestamptz(3),
        CHECK (expires_at > created_at)
      );
      COMMENT ON TABLE api_key IS 'access: credentials of machines; at most two of one label are valid at a time';
      COMMENT ON COLUMN api_key.digest IS 'SHA-256 of the secret, which is shown once and kept nowhere';
      CREATE INDEX api_key_of_organisation ON api_key (organisation_id, created_at);

      GRANT SELECT, INSERT ON organisation, api_key TO furrow_app;
      GRANT UPDATE (party_id) ON organisation TO furrow_app;
      GRANT UPDATE (revoked_at) ON api_key TO furrow_app;
      GRANT SELECT (id, name, party_id) ON organisation TO furrow_public;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only: restore a backup instead');
  }
}
