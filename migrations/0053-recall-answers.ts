import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What is done in a recall: answers of those who were told, how holders without an account were told, and destructions and
 * relabellings that are reported before they happen. `recall_notice.acknowledged_at` stays as the previous release knows it.
 */
export class RecallAnswers1790000000053 implements MigrationInterface {
  readonly name = 'RecallAnswers1790000000053';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE recall_answer (
        recall_id uuid NOT NULL REFERENCES recall (id),
        organisation_id uuid NOT NULL REFERENCES organisation (id),
        id uuid NOT NULL,
        kind text NOT NULL CHECK (kind IN ('received', 'acknowledged', 'declined', 'done')),
        words text,
        outcomes jsonb NOT NULL,
        at timestamptz(3) NOT NULL,
        PRIMARY KEY (recall_id, organisation_id, id),
        CHECK (kind <> 'declined' OR words IS NOT NULL),
        CHECK (kind = 'done' OR outcomes = '[]')
      );
      COMMENT ON TABLE recall_answer IS 'recalls: what organisations that were told answered; the last one is their state';
      COMMENT ON COLUMN recall_answer.words IS 'why it is declined, or what was done';
      COMMENT ON COLUMN recall_answer.outcomes IS 'of a done one: batches with what was done with how much';

      CREATE TABLE recall_telling (
        recall_id uuid NOT NULL REFERENCES recall (id),
        id uuid NOT NULL,
        organisation_id uuid NOT NULL REFERENCES organisation (id),
        party_id uuid NOT NULL,
        means text NOT NULL CHECK (means IN ('telephone', 'message', 'letter', 'visit', 'other')),
        words text,
        told_at timestamptz(3) NOT NULL,
        recorded_at timestamptz(3) NOT NULL,
        PRIMARY KEY (recall_id, id),
        CHECK (told_at <= recorded_at)
      );
      COMMENT ON TABLE recall_telling IS 'recalls: how the owner of a recall told a holder by other means than a notice';
      COMMENT ON COLUMN recall_telling.organisation_id IS 'who told, the owner of the recall';

      CREATE TABLE recall_disposal (
        recall_id uuid NOT NULL REFERENCES recall (id),
        id uuid NOT NULL,
        organisation_id uuid NOT NULL REFERENCES organisation (id),
        batch_id uuid NOT NULL,
        what text NOT NULL CHECK (what IN ('destroy', 'relabel')),
        amount numeric NOT NULL CHECK (amount > 0),
        uom text NOT NULL,
        place text NOT NULL,
        planned_at timestamptz(3) NOT NULL,
        reported_at timestamptz(3) NOT NULL,
        done_at timestamptz(3),
        done_amount numeric,
        PRIMARY KEY (recall_id, id),
        CHECK (planned_at >= reported_at),
        CHECK ((done_at IS NULL) = (done_amount IS NULL)),
        CHECK (done_at IS NULL OR what = 'relabel' AND done_at >= reported_at AND done_amount BETWEEN 0 AND amount)
      );
      COMMENT ON TABLE recall_disposal IS 'recalls: a destruction or relabelling of recalled goods, reported before it happens';
      COMMENT ON COLUMN recall_disposal.place IS 'where it is to happen, in words by which the authority finds it';
      COMMENT ON COLUMN recall_disposal.done_at IS 'of a relabelling; a destruction is an event';

      ALTER TABLE recall_answer ENABLE ROW LEVEL SECURITY;
      ALTER TABLE recall_telling ENABLE ROW LEVEL SECURITY;
      ALTER TABLE recall_disposal ENABLE ROW LEVEL SECURITY;
      CREATE POLICY own ON recall_answer FOR ALL TO furrow_app USING (organisation_id = (SELECT viewer()));
      CREATE POLICY own ON recall_telling FOR ALL TO furrow_app USING (organisation_id = (SELECT viewer()));
      CREATE POLICY own ON recall_disposal FOR ALL TO furrow_app USING (organisation_id = (SELECT viewer()));
      CREATE POLICY whole ON recall_answer FOR SELECT TO furrow_fold, furrow_trace USING (true);
      CREATE POLICY whole ON recall_telling FOR SELECT TO furrow_fold, furrow_trace USING (true);
      CREATE POLICY whole ON recall_disposal FOR SELECT TO furrow_fold, furrow_trace USING (true);
      GRANT INSERT, SELECT ON recall_answer, recall_telling, recall_disposal TO furrow_app;
      GRANT UPDATE (done_at, done_amount) ON recall_disposal TO furrow_app;
      GRANT SELECT ON recall_answer, recall_telling, recall_disposal TO furrow_trace;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only: restore a backup instead');
  }
}
