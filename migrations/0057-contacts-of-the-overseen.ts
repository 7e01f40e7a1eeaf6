import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who oversees an organisation reads whom to ask for at its parties: a trace tells it of those who have goods (decision 0034). */
export class ContactsOfTheOverseen1790000000057 implements MigrationInterface {
  readonly name = 'ContactsOfTheOverseen1790000000057';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE POLICY overseen ON party FOR SELECT TO furrow_app USING ((SELECT oversight()) IS NOT NULL
        AND EXISTS (SELECT FROM organisation WHERE organisation.id = party.organisation_id));
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only: restore a backup instead');
  }
}
