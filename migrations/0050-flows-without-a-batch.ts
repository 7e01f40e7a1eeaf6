import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A trace asks of each place that goods passed whether anybody drew or brought some there without saying of which batch: seldom. */
export class FlowsWithoutABatch1790000000050 implements MigrationInterface {
  readonly name = 'FlowsWithoutABatch1790000000050';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX flow_from_unnamed ON flow (from_holder, from_product) WHERE from_batch IS NULL;
      CREATE INDEX flow_to_unnamed ON flow (to_holder, to_product) WHERE to_batch IS NULL;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only: restore a backup instead');
  }
}
