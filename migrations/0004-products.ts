import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is traded. Small and read by everyone: reference tables on Citus. */
export class Products1790000000004 implements MigrationInterface {
  readonly name = 'Products1790000000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE product (
        id uuid PRIMARY KEY,
        mentioned_at timestamptz(3) NOT NULL,
        organisation_id uuid,
        registered_at timestamptz(3),
        updated_at timestamptz(3),
        item_code text COLLATE "C",
        name text,
        names jsonb,
        category text,
        unit text COLLATE "C",
        blending boolean NOT NULL DEFAULT false,
        catch_weight boolean NOT NULL DEFAULT false,
        date_type text CHECK (date_type IN ('best-before', 'use-by', 'none')),
        shelf_life_days integer CHECK (shelf_life_days > 0),
        storage_min_celsius numeric(5, 2),
        storage_max_celsius numeric(5, 2),
        pack_levels jsonb NOT NULL DEFAULT '[]',
        conversions jsonb NOT NULL DEFAULT '[]',
        CONSTRAINT product_item_code UNIQUE (organisation_id, item_code),
        CHECK (storage_min_celsius <= storage_max_celsius),
        CHECK ((organisation_id IS NULL) = (registered_at IS NULL)),
        CHECK (organisation_id IS NULL OR num_nulls(updated_at, name, names, unit, date_type) = 0)
      );
      COMMENT ON TABLE product IS 'products: a trade item, by GTIN or by its owner''s item code';
      COMMENT ON COLUMN product.mentioned_at IS 'when it was first named to us, by an event or by registering it';
      COMMENT ON COLUMN product.organisation_id IS 'who registered it and alone may change it; null while its GTIN is only mentioned in events';
      COMMENT ON COLUMN product.unit IS 'UN/CEFACT code of the unit in which it is booked; never changed, nor are blending and catch_weight';
      COMMENT ON COLUMN product.blending IS 'a draw from it carries a share of every batch that it was mixed from';
      COMMENT ON COLUMN product.catch_weight IS 'pieces differ in weight, so that a count says nothing about weight';
      COMMENT ON COLUMN product.pack_levels IS 'from the smallest up: [{"name": "case", "contains": "12"}], of the level below; only ever appended to';
      COMMENT ON COLUMN product.conversions IS '[{"from": "H87", "to": "KGM", "factor": "0.2"}]: one of from is factor of to';

      CREATE TABLE product_gtin (
        gtin text COLLATE "C" PRIMARY KEY CHECK (gtin ~ '^[0-9]{14}$'),
        product_id uuid NOT NULL,
        level smallint NOT NULL,
        UNIQUE (product_id, level)
      );
      COMMENT ON TABLE product_gtin IS 'products: which product, and how many of it in a pack, a GTIN names; never taken back, labels bear it';
      COMMENT ON COLUMN product_gtin.level IS '0: one of the product itself; n: the n-th of its pack_levels';

      GRANT SELECT, INSERT, UPDATE ON product, product_gtin TO furrow_app;
      GRANT SELECT ON product, product_gtin TO furrow_fold, furrow_public;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only: restore a backup instead');
  }
}
