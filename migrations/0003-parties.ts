import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who stands in the chain, and where. Both tables are small and read by everyone: reference tables on Citus. */
export class Parties1790000000003 implements MigrationInterface {
  readonly name = 'Parties1790000000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE party (
        id uuid PRIMARY KEY,
        organisation_id uuid NOT NULL,
        represents boolean NOT NULL,
        kind text NOT NULL CHECK (kind IN ('organisation', 'person')),
        name text NOT NULL,
        names jsonb NOT NULL,
        uscc text COLLATE "C" CHECK (uscc ~ '^[0-9A-Z]{18}$'),
        gln text COLLATE "C" CHECK (gln ~ '^[0-9]{13}$'),
        contact_name text,
        phone text,
        email text,
        address text,
        created_at timestamptz(3) NOT NULL,
        updated_at timestamptz(3) NOT NULL,
        CONSTRAINT party_uscc UNIQUE (uscc),
        CONSTRAINT party_gln UNIQUE (gln)
      );
      COMMENT ON TABLE party IS 'parties: an organisation or person named in the chain; one shared directory, without ID-card numbers';
      COMMENT ON COLUMN party.organisation_id IS 'who registered it and alone may change it';
      COMMENT ON COLUMN party.represents IS 'this party is that organisation, not one it deals with or acts for';
      COMMENT ON COLUMN party.names IS 'the name in other languages, by language tag';
      COMMENT ON COLUMN party.uscc IS 'unified social credit code, GB 32100';
      COMMENT ON COLUMN party.gln IS 'global location number of the legal entity, AI (417)';
      CREATE INDEX party_own ON party (organisation_id, id);
      CREATE UNIQUE INDEX party_represents ON party (organisation_id) WHERE represents;

      CREATE TABLE location (
        id uuid PRIMARY KEY,
        party_id uuid NOT NULL REFERENCES party,
        organisation_id uuid NOT NULL,
        name text NOT NULL,
        kind text NOT NULL,
        mixing text NOT NULL CHECK (mixing IN ('blending', 'discrete')),
        gln text COLLATE "C" CHECK (gln ~ '^[0-9]{13}$'),
        gln_extension text COLLATE "C" CHECK (length(gln_extension) BETWEEN 1 AND 20),
        region text,
        latitude numeric(8, 6) CHECK (latitude BETWEEN -90 AND 90),
        longitude numeric(9, 6) CHECK (longitude BETWEEN -180 AND 180),
        time_zone text NOT NULL,
        parent_id uuid REFERENCES location,
        is_default boolean NOT NULL,
        created_at timestamptz(3) NOT NULL,
        updated_at timestamptz(3) NOT NULL,
        CHECK ((latitude IS NULL) = (longitude IS NULL)),
        CHECK (gln IS NOT NULL OR gln_extension IS NULL)
      );
      COMMENT ON TABLE location IS 'parties: a place of a party';
      COMMENT ON COLUMN location.organisation_id IS 'the organisation of its party, repeated so that own places are found by one index';
      COMMENT ON COLUMN location.mixing IS 'blending: what enters mixes with what is there (tank, silo); never changed, since the fold depends on it';
      COMMENT ON COLUMN location.gln IS 'AI (414), with gln_extension AI (254)';
      COMMENT ON COLUMN location.region IS 'the place in words that consumers may read';
      COMMENT ON COLUMN location.latitude IS 'exact for its organisation only; coarse for everyone else';
      COMMENT ON COLUMN location.is_default IS 'where acts of this party happen that name no place';
      CREATE UNIQUE INDEX location_gln ON location (gln, coalesce(gln_extension, '')) WHERE gln IS NOT NULL;
      CREATE UNIQUE INDEX location_default ON location (party_id) WHERE is_default;
      CREATE INDEX location_own ON location (organisation_id, id);
      CREATE INDEX location_party ON location (party_id, id);

      GRANT SELECT, INSERT, UPDATE ON party, location TO furrow_app;
      GRANT SELECT ON party, location TO furrow_fold, furrow_public;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only: restore a backup instead');
  }
}
