import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What one organisation holds of a product is found without reading what all others hold of it. */
export class HoldingsOfAViewer1790000000014 implements MigrationInterface {
  readonly name = 'HoldingsOfAViewer1790000000014';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX holding_product;
      CREATE INDEX holding_product ON holding (product_id, holder_kind) WHERE amount <> 0;
      COMMENT ON INDEX holding_product IS 'goods in transit or in units are sought by product, goods at places by place';
      CREATE INDEX holding_unregistered ON holding (split_part(holder, '@', -1), product_id)
        WHERE holder LIKE '%@%';
      COMMENT ON INDEX holding_unregistered IS 'places that nobody registered go by their party, after an @';
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only: restore a backup instead');
  }
}
