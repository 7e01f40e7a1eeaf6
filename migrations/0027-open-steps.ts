import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The public door may know which steps are shared with everybody, and of no other sharing. */
export class OpenSteps1790000000027 implements MigrationInterface {
  readonly name = 'OpenSteps1790000000027';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      GRANT SELECT (organisation_id, product_id, party_id, reach) ON sharing TO furrow_public;
      CREATE POLICY open ON sharing FOR SELECT TO furrow_public USING (reach = 'open' AND party_id IS NULL);
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only: restore a backup instead');
  }
}
