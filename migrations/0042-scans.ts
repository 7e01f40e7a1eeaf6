import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Looks of consumers at codes: since when a code is known to have been looked at, by how many devices, and what that shows.
 * The public door inserts looks and the first moment and changes no count; what they come to is worked out by the service.
 */
export class Scans1790000000042 implements MigrationInterface {
  readonly name = 'Scans1790000000042';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tables);
    await runner.query(walls);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only: restore a backup instead');
  }
}

const tables = `
  CREATE TABLE scan_salt (
    month date PRIMARY KEY,
    salt bytea NOT NULL CHECK (octet_length(salt) = 32)
  );
  COMMENT ON TABLE scan_salt IS 'scans: what the marks of devices of a month are made with; once it is gone nobody can make them again';

  CREATE TABLE scan_mark (
    code text COLLATE "C" PRIMARY KEY,
    first_at timestamptz(3) NOT NULL,
    sessions integer NOT NULL DEFAULT 0,
    devices integer NOT NULL DEFAULT 0,
    far_apart_at timestamptz(3)
  );
  COMMENT ON TABLE scan_mark IS 'scans: a code that consumers looked at; holds nothing of who they are';
  COMMENT ON COLUMN scan_mark.first_at IS 'of an item or case code stored before the first answer is drawn; never changed';
  COMMENT ON COLUMN scan_mark.far_apart_at IS 'since when looks are known that cannot be of one pack';

  CREATE TABLE scan_device (
    code text COLLATE "C" NOT NULL,
    device bytea NOT NULL CHECK (octet_length(device) = 16),
    first_at timestamptz(3) NOT NULL,
    last_at timestamptz(3) NOT NULL,
    sessions integer NOT NULL DEFAULT 1,
    counted integer NOT NULL DEFAULT 0,
    is_new boolean NOT NULL DEFAULT true,
    verdict text NOT NULL,
    region text,
    latitude numeric(5, 2),
    longitude numeric(5, 2),
    PRIMARY KEY (code, device),
    CHECK (counted <= sessions AND first_at <= last_at),
    CHECK (num_nulls(region, latitude, longitude) IN (0, 3))
  );
  COMMENT ON TABLE scan_device IS 'scans: one device that looked at one code, under a mark that tells it from others of this code only';
  COMMENT ON COLUMN scan_device.sessions IS 'looks no more than half an hour apart are one';
  COMMENT ON COLUMN scan_device.counted IS 'sessions that stand in scan_mark and scan_day';
  COMMENT ON COLUMN scan_device.is_new IS 'whether there is anything that was not judged';
  COMMENT ON COLUMN scan_device.verdict IS 'what it was answered last';
  COMMENT ON COLUMN scan_device.latitude IS 'rounded to a quarter of a degree';
  CREATE INDEX scan_device_new ON scan_device (code, device) WHERE is_new;
  CREATE INDEX scan_device_age ON scan_device (last_at);

  CREATE TABLE scan_day (
    organisation_id uuid NOT NULL,
    batch_id uuid NOT NULL,
    day date NOT NULL,
    region text NOT NULL,
    sessions integer NOT NULL,
    PRIMARY KEY (organisation_id, batch_id, day, region)
  );
  COMMENT ON TABLE scan_day IS 'scans: sessions of a day at the codes of a batch, by the clock of its place of making';
  COMMENT ON COLUMN scan_day.region IS 'ISO 3166; empty where no look has a place';

  CREATE TABLE scan_alert (
    organisation_id uuid NOT NULL,
    id uuid NOT NULL,
    code text COLLATE "C" NOT NULL,
    batch_id uuid,
    signal text NOT NULL,
    first_at timestamptz(3) NOT NULL,
    last_at timestamptz(3) NOT NULL,
    times integer NOT NULL DEFAULT 1,
    acknowledged_at timestamptz(3),
    PRIMARY KEY (organisation_id, id),
    UNIQUE (code, signal)
  );
  COMMENT ON TABLE scan_alert IS 'scans: what looks at a code showed, once for each code and signal';
  COMMENT ON COLUMN scan_alert.times IS 'judgements that showed it';

  CREATE TABLE scan_settings (
    organisation_id uuid NOT NULL,
    product_id uuid PRIMARY KEY,
    caution_devices integer NOT NULL,
    caution_sessions integer NOT NULL,
    alert_devices integer NOT NULL,
    travel_kilometres integer NOT NULL,
    travel_kilometres_per_hour integer NOT NULL,
    markets text[]
  );
  COMMENT ON TABLE scan_settings IS 'scans: when what is seen of a product''s codes is worth a word; no row: as usual';
`;

/** Strangers add, and move on what a device of theirs was last; requests read what is their own or what they oversee. */
const walls = `
  ALTER TABLE scan_salt ENABLE ROW LEVEL SECURITY;
  CREATE POLICY whole ON scan_salt TO furrow_public USING (true);
  CREATE POLICY swept ON scan_salt TO furrow_keeper USING (true);
  GRANT SELECT, INSERT ON scan_salt TO furrow_public;
  GRANT SELECT, DELETE ON scan_salt TO furrow_keeper;

  ALTER TABLE scan_mark ENABLE ROW LEVEL SECURITY;
  CREATE POLICY whole ON scan_mark TO furrow_public, furrow_fold USING (true);
  CREATE POLICY own ON scan_mark FOR SELECT TO furrow_app
    USING (EXISTS (SELECT FROM code WHERE code.code = scan_mark.code));
  GRANT SELECT, INSERT (code, first_at) ON scan_mark TO furrow_public;
  GRANT SELECT, INSERT, UPDATE (sessions, devices, far_apart_at) ON scan_mark TO furrow_fold;
  GRANT SELECT ON scan_mark TO furrow_app;

  ALTER TABLE scan_device ENABLE ROW LEVEL SECURITY;
  CREATE POLICY whole ON scan_device TO furrow_public, furrow_fold USING (true);
  CREATE POLICY swept ON scan_device TO furrow_keeper USING (true);
  GRANT SELECT, INSERT, UPDATE (last_at, sessions, is_new, verdict, region, latitude, longitude) ON scan_device TO furrow_public;
  GRANT SELECT, UPDATE (counted, is_new) ON scan_device TO furrow_fold;
  GRANT SELECT (code, device, last_at), DELETE ON scan_device TO furrow_keeper;

  ALTER TABLE scan_day ENABLE ROW LEVEL SECURITY;
  CREATE POLICY whole ON scan_day TO furrow_fold USING (true);
  CREATE POLICY own ON scan_day FOR SELECT TO furrow_app USING (organisation_id = (SELECT viewer()));
  CREATE POLICY overseen ON scan_day FOR SELECT TO furrow_app USING ((SELECT oversight()) IS NOT NULL
    AND EXISTS (SELECT FROM organisation WHERE organisation.id = scan_day.organisation_id));
  GRANT SELECT, INSERT, UPDATE (sessions) ON scan_day TO furrow_fold;
  GRANT SELECT ON scan_day TO furrow_app;

  ALTER TABLE scan_alert ENABLE ROW LEVEL SECURITY;
  CREATE POLICY whole ON scan_alert TO furrow_fold USING (true);
  CREATE POLICY own ON scan_alert TO furrow_app USING (organisation_id = (SELECT viewer()));
  CREATE POLICY overseen ON scan_alert FOR SELECT TO furrow_app USING ((SELECT oversight()) IS NOT NULL
    AND EXISTS (SELECT FROM organisation WHERE organisation.id = scan_alert.organisation_id));
  GRANT SELECT, INSERT, UPDATE (last_at, times) ON scan_alert TO furrow_fold;
  GRANT SELECT, UPDATE (acknowledged_at) ON scan_alert TO furrow_app;

  -- Whose batch it is that a regulator asks about.
  CREATE POLICY overseen ON code_run FOR SELECT TO furrow_app USING ((SELECT oversight()) IS NOT NULL
    AND EXISTS (SELECT FROM organisation WHERE organisation.id = code_run.organisation_id));

  ALTER TABLE scan_settings ENABLE ROW LEVEL SECURITY;
  CREATE POLICY whole ON scan_settings FOR SELECT TO furrow_public, furrow_fold USING (true);
  CREATE POLICY own ON scan_settings TO furrow_app USING (organisation_id = (SELECT viewer()));
  GRANT SELECT ON scan_settings TO furrow_public, furrow_fold;
  GRANT SELECT, INSERT, UPDATE ON scan_settings TO furrow_app;
`;
