import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How many logins of others the invitations of an organisation have met is counted without reading them all. */
export class LoginsTried1790000000028 implements MigrationInterface {
  readonly name = 'LoginsTried1790000000028';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE INDEX invitation_missed ON invitation (organisation_id, created_at) WHERE misses > 0',
    );
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only: restore a backup instead');
  }
}
