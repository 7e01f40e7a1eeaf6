import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The second wall around what is done in a recall: tellings and checks are written by its owner only, answers by those who
 * were told of it, and reports of disposals by either. The code refuses all others before.
 */
export class WhoWritesOfARecall1790000000062 implements MigrationInterface {
  readonly name = 'WhoWritesOfARecall1790000000062';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE POLICY concerned ON recall_answer AS RESTRICTIVE FOR INSERT TO furrow_app
        WITH CHECK (EXISTS (SELECT FROM recall_notice notice
          WHERE notice.recall_id = recall_answer.recall_id AND notice.organisation_id = (SELECT viewer())));
      CREATE POLICY concerned ON recall_disposal AS RESTRICTIVE FOR INSERT TO furrow_app
        WITH CHECK (EXISTS (SELECT FROM recall_notice notice
            WHERE notice.recall_id = recall_disposal.recall_id AND notice.organisation_id = (SELECT viewer()))
          OR EXISTS (SELECT FROM recall
            WHERE recall.id = recall_disposal.recall_id AND recall.organisation_id = (SELECT viewer())));
      CREATE POLICY opened ON recall_telling AS RESTRICTIVE FOR INSERT TO furrow_app
        WITH CHECK (EXISTS (SELECT FROM recall
          WHERE recall.id = recall_telling.recall_id AND recall.organisation_id = (SELECT viewer())));
      CREATE POLICY opened ON recall_check AS RESTRICTIVE FOR INSERT TO furrow_app
        WITH CHECK (EXISTS (SELECT FROM recall
          WHERE recall.id = recall_check.recall_id AND recall.organisation_id = (SELECT viewer())));
      CREATE POLICY opened ON recall_check_outcome AS RESTRICTIVE FOR INSERT TO furrow_app
        WITH CHECK (EXISTS (SELECT FROM recall
          WHERE recall.id = recall_check_outcome.recall_id AND recall.organisation_id = (SELECT viewer())));
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only: restore a backup instead');
  }
}
