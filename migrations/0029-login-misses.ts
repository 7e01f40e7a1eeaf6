import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * How many logins of others an organisation has met by its invitations, counted on the organisation: an invitation goes with
 * an erasure, its count must not.
 */
export class LoginMisses1790000000029 implements MigrationInterface {
  readonly name = 'LoginMisses1790000000029';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE login_misses (
        organisation_id uuid PRIMARY KEY REFERENCES organisation,
        since timestamptz(3) NOT NULL,
        misses int NOT NULL CHECK (misses >= 0)
      );
      COMMENT ON TABLE login_misses IS 'people: logins of others that the invitations of an organisation met, counted anew 72 hours after the first of them';
      ALTER TABLE login_misses ENABLE ROW LEVEL SECURITY;
      CREATE POLICY whole ON login_misses TO furrow_gate USING (true);
      GRANT SELECT, INSERT, UPDATE (since, misses) ON login_misses TO furrow_gate;
      INSERT INTO login_misses (organisation_id, since, misses)
      SELECT organisation_id, min(created_at), sum(misses) FROM invitation
      WHERE misses > 0 AND created_at > now() - interval '72 hours' GROUP BY organisation_id;
      DROP INDEX invitation_missed;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only: restore a backup instead');
  }
}
