import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Checks of whether a recall reached whom it had to, and the digest of the report that a recall was closed with: who computes it again can prove
 * that it is the same. Recalls that were closed before, or by a release that does not know it, have none.
 */
export class RecallReports1790000000054 implements MigrationInterface {
  readonly name = 'RecallReports1790000000054';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE recall
        ADD COLUMN report_sha256 text,
        ADD CHECK (report_sha256 ~ '^[0-9a-f]{64}$'),
        ADD CHECK (report_sha256 IS NULL OR closed_at IS NOT NULL);
      COMMENT ON COLUMN recall.report_sha256 IS 'of the report as of the closing, which is computed and not kept';
      GRANT SELECT (report_sha256), UPDATE (report_sha256) ON recall TO furrow_app;

      CREATE TABLE recall_check (
        recall_id uuid NOT NULL REFERENCES recall (id),
        id uuid NOT NULL,
        organisation_id uuid NOT NULL REFERENCES organisation (id),
        level text NOT NULL CHECK (level IN ('A', 'B', 'C', 'D', 'E')),
        percent integer NOT NULL CHECK (percent BETWEEN 0 AND 100),
        seed text NOT NULL,
        parties uuid[] NOT NULL,
        drawn_at timestamptz(3) NOT NULL,
        PRIMARY KEY (recall_id, id)
      );
      COMMENT ON TABLE recall_check IS 'recalls: a sample of those who have to know, with all that it was drawn by';

      CREATE TABLE recall_check_outcome (
        recall_id uuid NOT NULL,
        check_id uuid NOT NULL,
        party_id uuid NOT NULL,
        organisation_id uuid NOT NULL REFERENCES organisation (id),
        heard boolean NOT NULL,
        acted boolean NOT NULL,
        found_goods boolean NOT NULL,
        words text,
        checked_at timestamptz(3) NOT NULL,
        PRIMARY KEY (recall_id, check_id, party_id),
        FOREIGN KEY (recall_id, check_id) REFERENCES recall_check (recall_id, id)
      );
      COMMENT ON TABLE recall_check_outcome IS 'recalls: what a check found at one party of its sample';

      ALTER TABLE recall_check ENABLE ROW LEVEL SECURITY;
      ALTER TABLE recall_check_outcome ENABLE ROW LEVEL SECURITY;
      CREATE POLICY own ON recall_check FOR ALL TO furrow_app USING (organisation_id = (SELECT viewer()));
      CREATE POLICY own ON recall_check_outcome FOR ALL TO furrow_app USING (organisation_id = (SELECT viewer()));
      CREATE POLICY whole ON recall_check FOR SELECT TO furrow_fold, furrow_trace USING (true);
      CREATE POLICY whole ON recall_check_outcome FOR SELECT TO furrow_fold, furrow_trace USING (true);
      GRANT INSERT, SELECT ON recall_check, recall_check_outcome TO furrow_app;
      GRANT SELECT ON recall_check, recall_check_outcome TO furrow_trace;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only: restore a backup instead');
  }
}
