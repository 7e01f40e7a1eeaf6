import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where owners of products send those who ask for them by their GTIN. */
export class ProductLinks1790000000041 implements MigrationInterface {
  readonly name = 'ProductLinks1790000000041';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE product_link (
        id uuid NOT NULL,
        organisation_id uuid NOT NULL REFERENCES organisation,
        product_id uuid NOT NULL REFERENCES product,
        batch text COLLATE "C",
        serial text COLLATE "C",
        link_type text COLLATE "C" NOT NULL,
        href text NOT NULL CHECK (href ~ '^https://'),
        title text NOT NULL,
        hreflang text[] NOT NULL,
        media_type text COLLATE "C",
        context text[] NOT NULL,
        forward_query boolean NOT NULL,
        is_default boolean NOT NULL,
        created_at timestamptz(3) NOT NULL,
        PRIMARY KEY (product_id, id),
        CHECK (batch IS NULL OR serial IS NULL)
      );
      COMMENT ON TABLE product_link IS 'links: where the owner of a product sends those who ask for it, a batch or a piece of it, by its GTIN';
      COMMENT ON COLUMN product_link.batch IS 'number of the one batch that it is about; null: all of the product, or one piece';
      COMMENT ON COLUMN product_link.serial IS 'serial number of the one piece that it is about';
      COMMENT ON COLUMN product_link.link_type IS 'URI of the kind of information that it leads to, as GS1''s Web Vocabulary has them';
      COMMENT ON COLUMN product_link.context IS 'where it applies, in words that a request names';
      COMMENT ON COLUMN product_link.forward_query IS 'whether pairs of a request''s query go along';
      COMMENT ON COLUMN product_link.is_default IS 'where a request is sent that asks for nothing in particular';
      CREATE UNIQUE INDEX product_link_default ON product_link (product_id, batch, serial)
        NULLS NOT DISTINCT WHERE is_default;

      ALTER TABLE product_link ENABLE ROW LEVEL SECURITY;
      CREATE POLICY own ON product_link TO furrow_app USING (organisation_id = (SELECT viewer()))
        WITH CHECK (organisation_id = (SELECT viewer()) AND NOT is_anothers_product(product_id));
      CREATE POLICY whole ON product_link FOR SELECT TO furrow_public USING (true);
      GRANT SELECT, INSERT, DELETE, UPDATE (is_default) ON product_link TO furrow_app;
      GRANT SELECT ON product_link TO furrow_public;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only: restore a backup instead');
  }
}
