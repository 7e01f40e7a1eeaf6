import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What every module stands on: who may look into the schema, and repeatable requests. */
export class Platform1790000000001 implements MigrationInterface {
  readonly name = 'Platform1790000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      GRANT USAGE ON SCHEMA public TO furrow_app, furrow_fold, furrow_public;

      CREATE TABLE idempotency_key (
        organisation_id uuid NOT NULL,
        key text COLLATE "C" NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
        request_digest bytea NOT NULL,
        status smallint,
        headers jsonb,
        body text,
        created_at timestamptz(3) NOT NULL,
        PRIMARY KEY (organisation_id, key)
      );
      COMMENT ON TABLE idempotency_key IS 'platform: answers already given, by the client''s Idempotency-Key';
      COMMENT ON COLUMN idempotency_key.request_digest IS 'SHA-256 of method, path and body: the same key for another request is refused';
      COMMENT ON COLUMN idempotency_key.status IS 'null only inside the transaction that does the work';
      CREATE INDEX idempotency_key_age ON idempotency_key (created_at);

      GRANT SELECT, INSERT, UPDATE, DELETE ON idempotency_key TO furrow_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only: restore a backup instead');
  }
}
