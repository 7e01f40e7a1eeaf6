import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What comes before a recall, and who answers for opening it. A draft is its organisation's alone: nobody oversees what
 * was not done. Signatures of a recall are its owner's, and read by who oversees it; recalls of before, and of a release
 * that does not know of them, have none.
 */
export class RecallDrafts1790000000051 implements MigrationInterface {
  readonly name = 'RecallDrafts1790000000051';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE recall_draft (
        id uuid PRIMARY KEY,
        organisation_id uuid NOT NULL REFERENCES organisation,
        batch_ids uuid[] NOT NULL CHECK (cardinality(batch_ids) > 0),
        grade smallint NOT NULL CHECK (grade BETWEEN 1 AND 3),
        reason text NOT NULL,
        advice text,
        refund text,
        contact text,
        known_at timestamptz(3),
        written_at timestamptz(3) NOT NULL,
        signed_at timestamptz(3),
        signed_by text,
        signer text,
        CHECK (num_nonnulls(signed_at, signed_by, signer) IN (0, 3))
      );
      COMMENT ON TABLE recall_draft IS 'recalls: what a recall would say; it stops nothing, and goes when the recall is opened under its id';
      COMMENT ON COLUMN recall_draft.signed_at IS 'when the first of two signed it; a change takes the signature away';
      COMMENT ON COLUMN recall_draft.signed_by IS 'the credential that signed, as events name it';
      COMMENT ON COLUMN recall_draft.signer IS 'the person behind it, or the key that no person is known to have made';
      CREATE INDEX recall_draft_of_organisation ON recall_draft (organisation_id, id);

      ALTER TABLE recall_draft ENABLE ROW LEVEL SECURITY;
      CREATE POLICY own ON recall_draft TO furrow_app USING (organisation_id = (SELECT viewer()));
      GRANT SELECT, INSERT, DELETE ON recall_draft TO furrow_app;
      GRANT UPDATE (batch_ids, grade, reason, advice, refund, contact, known_at, written_at, signed_at, signed_by, signer)
        ON recall_draft TO furrow_app;

      CREATE TABLE recall_signature (
        recall_id uuid NOT NULL REFERENCES recall,
        place smallint NOT NULL CHECK (place IN (1, 2)),
        organisation_id uuid NOT NULL,
        due_at timestamptz(3),
        signed_at timestamptz(3),
        signed_by text,
        signer text,
        alerted_at timestamptz(3),
        PRIMARY KEY (recall_id, place),
        CHECK (num_nonnulls(signed_at, signed_by, signer) IN (0, 3)),
        CHECK (signed_at IS NOT NULL OR due_at IS NOT NULL)
      );
      COMMENT ON TABLE recall_signature IS 'recalls: who answers for the opening of a recall, and who is yet to';
      COMMENT ON COLUMN recall_signature.due_at IS 'until when it has to be signed, where the recall was opened before it was';
      COMMENT ON COLUMN recall_signature.signed_by IS 'the credential that signed, as events name it';
      COMMENT ON COLUMN recall_signature.signer IS 'the person behind it, or the key that no person is known to have made';
      COMMENT ON COLUMN recall_signature.alerted_at IS 'when everybody concerned was told that it is overdue';
      CREATE INDEX recall_signature_due ON recall_signature (due_at) WHERE signed_at IS NULL AND alerted_at IS NULL;

      ALTER TABLE recall_signature ENABLE ROW LEVEL SECURITY;
      CREATE POLICY own ON recall_signature FOR SELECT TO furrow_app USING (organisation_id = (SELECT viewer()));
      CREATE POLICY overseen ON recall_signature FOR SELECT TO furrow_app USING ((SELECT oversight()) IS NOT NULL
        AND EXISTS (SELECT FROM recall WHERE recall.id = recall_id));
      CREATE POLICY whole ON recall_signature TO furrow_fold USING (true);
      CREATE POLICY signed ON recall_signature AS RESTRICTIVE FOR INSERT TO furrow_fold
        WITH CHECK (organisation_id = (SELECT viewer()));
      -- Who looks for what is overdue works for nobody.
      CREATE POLICY changed ON recall_signature AS RESTRICTIVE FOR UPDATE TO furrow_fold
        USING (organisation_id = (SELECT viewer()) OR (SELECT viewer()) IS NULL);
      GRANT SELECT (recall_id, place, organisation_id, due_at, signed_at, signed_by) ON recall_signature TO furrow_app;
      GRANT SELECT, INSERT, UPDATE (signed_at, signed_by, signer, alerted_at) ON recall_signature TO furrow_fold;

      CREATE TABLE recall_settings (
        organisation_id uuid PRIMARY KEY REFERENCES organisation,
        signatures smallint CHECK (signatures IN (1, 2)),
        second_within_hours smallint NOT NULL CHECK (second_within_hours BETWEEN 1 AND 72)
      );
      COMMENT ON TABLE recall_settings IS 'recalls: how many people an organisation asks to open a recall';
      COMMENT ON COLUMN recall_settings.signatures IS 'null: two where two or more people are owners, else one';
      COMMENT ON COLUMN recall_settings.second_within_hours IS 'of a recall that one opened in an emergency';

      ALTER TABLE recall_settings ENABLE ROW LEVEL SECURITY;
      CREATE POLICY own ON recall_settings TO furrow_app USING (organisation_id = (SELECT viewer()));
      GRANT SELECT, INSERT, UPDATE (signatures, second_within_hours) ON recall_settings TO furrow_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only: restore a backup instead');
  }
}
