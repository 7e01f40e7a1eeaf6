import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Runs that a job fills, the life of codes by stretches of a run, and SSCCs (decision 0026). */
export class CodeSpans1790000000039 implements MigrationInterface {
  readonly name = 'CodeSpans1790000000039';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [runs, spans, earlierMarks, serials]) await runner.query(part);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only: restore a backup instead');
  }
}

/** The release before fills each run at once and knows no `issued`. */
const runs = `
  ALTER TABLE code_run ADD COLUMN issued integer CHECK (issued BETWEEN 0 AND size), ADD COLUMN turn_at timestamptz(3);
  COMMENT ON COLUMN code_run.issued IS 'places, from 1, that have their codes; null: all, from the beginning';
  COMMENT ON COLUMN code_run.turn_at IS 'when the job last wrote codes of it';
  CREATE INDEX code_run_unfinished ON code_run (organisation_id) WHERE issued < size;
  CREATE POLICY fill_own ON code_run FOR UPDATE TO furrow_app USING (organisation_id = (SELECT viewer()));
  GRANT UPDATE (issued, turn_at) ON code_run TO furrow_app;

  DROP INDEX code_of_batch;
  CREATE UNIQUE INDEX code_of_batch ON code (batch_id, run_id, place) WHERE batch_id IS NOT NULL;
`;

const spans = `
  CREATE TABLE code_span (
    run_id uuid NOT NULL,
    first_place integer NOT NULL CHECK (first_place > 0),
    last_place integer NOT NULL CHECK (last_place >= first_place),
    organisation_id uuid NOT NULL,
    activated_at timestamptz(3),
    blocked_at timestamptz(3),
    block_reason text,
    consumed_at timestamptz(3),
    voided_at timestamptz(3),
    void_reason text,
    PRIMARY KEY (run_id, first_place),
    CHECK ((blocked_at IS NULL) = (block_reason IS NULL)),
    CHECK ((voided_at IS NULL) = (void_reason IS NULL)),
    CHECK (num_nonnulls(consumed_at, voided_at) < 2),
    CHECK (activated_at IS NOT NULL OR num_nonnulls(blocked_at, consumed_at) = 0)
  ) WITH (fillfactor = 90);
  COMMENT ON TABLE code_span IS 'codes: the life of item and case codes, one row for neighbours of a run that share it; a run without rows is as it was issued';
  COMMENT ON COLUMN code_span.activated_at IS 'null: codes that strangers cannot tell from unknown ones';
  COMMENT ON COLUMN code_span.blocked_at IS 'since when they are suspected to be copied; null again once that is lifted';
  COMMENT ON COLUMN code.activated_at IS 'of a batch or unit code; of others where an earlier release activated it, else in code_span';
  COMMENT ON COLUMN code.voided_at IS 'where an earlier release voided it, else in code_span';

  ALTER TABLE code_span ENABLE ROW LEVEL SECURITY;
  CREATE POLICY own ON code_span TO furrow_app USING (organisation_id = (SELECT viewer()));
  CREATE POLICY whole ON code_span FOR SELECT TO furrow_fold, furrow_trace, furrow_public USING (true);
  GRANT SELECT, INSERT ON code_span TO furrow_app;
  GRANT UPDATE (last_place, activated_at, blocked_at, block_reason, consumed_at, voided_at, void_reason) ON code_span TO furrow_app;
  GRANT SELECT ON code_span TO furrow_trace, furrow_public;
`;

/** Of a run that has marks all places are told of, or a change of others would have to look for gaps. */
const earlierMarks = `
  INSERT INTO code_span
    (run_id, first_place, last_place, organisation_id, activated_at, voided_at, void_reason)
  SELECT run_id, min(place), max(place), organisation_id, activated_at, voided_at, void_reason
  FROM (
    SELECT *, place - row_number() OVER (
      PARTITION BY run_id, activated_at, voided_at, void_reason ORDER BY place) AS island
    FROM code
    WHERE kind IN ('item', 'case') AND run_id IN (
      SELECT run_id FROM code
      WHERE kind IN ('item', 'case') AND num_nonnulls(activated_at, voided_at) > 0)
  ) marked
  GROUP BY run_id, organisation_id, activated_at, voided_at, void_reason, island;
`;

/** Of two company prefixes none begins with the other, or both would make the same SSCCs. */
const serials = `
  CREATE TABLE company_prefix (
    prefix text COLLATE "C" PRIMARY KEY CHECK (prefix ~ '^[0-9]{6,12}$'),
    organisation_id uuid NOT NULL REFERENCES organisation,
    registered_at timestamptz(3) NOT NULL,
    keys int8range NOT NULL GENERATED ALWAYS AS (
      int8range(rpad(prefix, 12, '0')::bigint, rpad(prefix, 12, '9')::bigint, '[]')) STORED,
    EXCLUDE USING gist (keys WITH &&)
  );
  COMMENT ON TABLE company_prefix IS 'parties: GS1 company prefixes, each of one organisation, which said so first';
  COMMENT ON COLUMN company_prefix.keys IS 'the numbers of 12 digits that begin with it: no other prefix has any of them';
  CREATE INDEX company_prefix_owner ON company_prefix (organisation_id);

  CREATE TABLE sscc_serial (
    prefix text COLLATE "C" NOT NULL,
    extension_digit smallint NOT NULL CHECK (extension_digit BETWEEN 0 AND 9),
    organisation_id uuid NOT NULL,
    next bigint NOT NULL CHECK (next >= 0),
    PRIMARY KEY (prefix, extension_digit)
  );
  COMMENT ON TABLE sscc_serial IS 'codes: how far the SSCCs of a company prefix and extension digit are given out; only ever upwards';

  ALTER TABLE company_prefix ENABLE ROW LEVEL SECURITY;
  ALTER TABLE sscc_serial ENABLE ROW LEVEL SECURITY;
  CREATE POLICY own ON company_prefix TO furrow_app USING (organisation_id = (SELECT viewer()));
  CREATE POLICY own ON sscc_serial TO furrow_app USING (organisation_id = (SELECT viewer()));
  GRANT SELECT, INSERT ON company_prefix TO furrow_app;
  GRANT SELECT, INSERT, UPDATE (next) ON sscc_serial TO furrow_app;
`;
