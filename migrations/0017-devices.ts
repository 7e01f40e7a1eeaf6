import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Devices that sign for themselves, and organisations that are not let in any longer. */
export class Devices1790000000017 implements MigrationInterface {
  readonly name = 'Devices1790000000017';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE device (
        id uuid PRIMARY KEY,
        organisation_id uuid NOT NULL REFERENCES organisation,
        label text NOT NULL,
        scopes text[] NOT NULL CHECK (cardinality(scopes) > 0 AND scopes <@ '{read,write}'),
        made_by text NOT NULL,
        created_at timestamptz(3) NOT NULL,
        code_digest bytea NOT NULL CHECK (length(code_digest) = 32),
        code_ends_at timestamptz(3) NOT NULL,
        misses integer NOT NULL DEFAULT 0,
        public_key jsonb CHECK (NOT public_key ? 'd'),
        enrolled_at timestamptz(3),
        revoked_at timestamptz(3),
        CHECK ((public_key IS NULL) = (enrolled_at IS NULL))
      );
      COMMENT ON TABLE device IS 'access: a machine that signs for itself; it waits for its code until it is enrolled';
      COMMENT ON COLUMN device.made_by IS 'the credential of who made the code, as events name it';
      COMMENT ON COLUMN device.code_digest IS 'SHA-256 of the code, which is shown once and kept nowhere';
      COMMENT ON COLUMN device.misses IS 'wrong codes that were tried';
      COMMENT ON COLUMN device.public_key IS 'as a JWK; the private key never leaves the device';
      CREATE INDEX device_of_organisation ON device (organisation_id, id);

      ALTER TABLE organisation ADD ended_at timestamptz(3);
      COMMENT ON COLUMN organisation.ended_at IS
        'since when none of its keys, devices and people is let in; null while they are';

      GRANT SELECT, INSERT ON device TO furrow_app;
      GRANT UPDATE (misses, public_key, enrolled_at, revoked_at) ON device TO furrow_app;
      GRANT UPDATE (ended_at) ON organisation TO furrow_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only: restore a backup instead');
  }
}
