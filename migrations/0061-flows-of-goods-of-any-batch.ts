import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The report of a recall asks where goods that may be of any batch of a product ever were: seldom are there any. */
export class FlowsOfGoodsOfAnyBatch1790000000061 implements MigrationInterface {
  readonly name = 'FlowsOfGoodsOfAnyBatch1790000000061';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX flow_to_any_batch ON flow (to_product)
        WHERE to_batch IS NULL AND to_book = 'may' AND to_kind <> 'account';
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only: restore a backup instead');
  }
}
