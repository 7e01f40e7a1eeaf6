import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What an agent did is found with either side without reading the rest of its audit. */
export class AuditSides1790000000026 implements MigrationInterface {
  readonly name = 'AuditSides1790000000026';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX audit_entry_agent ON audit_entry (organisation_id, agent, id) WHERE agent IS NOT NULL;
      CREATE INDEX audit_entry_member ON audit_entry (organisation_id, on_behalf_of, id) WHERE on_behalf_of IS NOT NULL;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only: restore a backup instead');
  }
}
