import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The course of an open recall: what came into its scope and went out of it, who took it over, and when its completion is
 * due. Recalls of before have no such history but what comes. Whoever oversees the owner of a recall may now change it, for
 * an authority takes recalls over; which one may do what stands in the code.
 */
export class RecallCourse1790000000052 implements MigrationInterface {
  readonly name = 'RecallCourse1790000000052';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE recall ADD COLUMN leader_id uuid;
      COMMENT ON COLUMN recall.leader_id IS 'the authority that took it over and decides about its scope; null: its owner does';
      GRANT SELECT (leader_id), UPDATE (leader_id) ON recall TO furrow_app;

      CREATE TABLE recall_change (
        id uuid PRIMARY KEY,
        recall_id uuid NOT NULL REFERENCES recall,
        kind text NOT NULL CHECK (kind IN ('opened', 'widened', 'reached', 'released', 'taken-over', 'closed')),
        at timestamptz(3) NOT NULL,
        by_id uuid,
        reason text,
        CHECK ((kind = 'reached') = (by_id IS NULL))
      );
      COMMENT ON TABLE recall_change IS 'recalls: what changed the scope of a recall, or who decides about it';
      COMMENT ON COLUMN recall_change.by_id IS 'the organisation that did it; null: records did';
      CREATE INDEX recall_change_of ON recall_change (recall_id, id);

      CREATE TABLE recall_change_line (
        recall_id uuid NOT NULL REFERENCES recall,
        change_id uuid NOT NULL,
        batch_id text COLLATE "C" NOT NULL,
        holder_id uuid,
        place_id text COLLATE "C",
        goes_out boolean NOT NULL,
        UNIQUE NULLS NOT DISTINCT (recall_id, batch_id, holder_id, place_id, goes_out)
      );
      COMMENT ON TABLE recall_change_line IS 'recalls: a batch that came into a scope or was let go, or goods of it at a holder that came into it, when that was first so';
      COMMENT ON COLUMN recall_change_line.holder_id IS 'the organisation that has the goods; null: none is known, or the batch itself';
      COMMENT ON COLUMN recall_change_line.place_id IS 'where the goods are, where no organisation is known; null: the batch itself, or that is not known either';
      CREATE INDEX recall_change_line_of ON recall_change_line (change_id);

      CREATE TABLE recall_extension (
        id uuid PRIMARY KEY,
        recall_id uuid NOT NULL REFERENCES recall,
        until date NOT NULL,
        reason text NOT NULL,
        asked_at timestamptz(3) NOT NULL,
        decided_at timestamptz(3),
        decided_by uuid,
        is_granted boolean,
        word text,
        CHECK (num_nonnulls(decided_at, decided_by, is_granted) IN (0, 3)),
        CHECK (word IS NULL OR decided_at IS NOT NULL)
      );
      COMMENT ON TABLE recall_extension IS 'recalls: that the owner of a recall asked for more time, and what an authority said';
      COMMENT ON COLUMN recall_extension.until IS 'the last day for the completion that is asked for';
      COMMENT ON COLUMN recall_extension.decided_by IS 'the regulator';
      CREATE UNIQUE INDEX recall_extension_open ON recall_extension (recall_id) WHERE decided_at IS NULL;
      CREATE INDEX recall_extension_of ON recall_extension (recall_id, id);

      CREATE FUNCTION is_overseen(whose uuid) RETURNS boolean
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
          SELECT EXISTS (SELECT FROM organisation
            WHERE id = whose AND starts_with(coalesce(division, ''), oversight())) $$;
      CREATE FUNCTION may_change_recall(whose uuid) RETURNS boolean
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
          SELECT organisation_id = viewer() OR is_overseen(organisation_id) FROM recall WHERE id = whose $$;
      REVOKE EXECUTE ON FUNCTION is_overseen, may_change_recall FROM public;
      GRANT EXECUTE ON FUNCTION is_overseen, may_change_recall TO furrow_app;

      DROP POLICY changed ON recall;
      CREATE POLICY changed ON recall AS RESTRICTIVE FOR UPDATE TO furrow_app
        USING (organisation_id = (SELECT viewer()) OR is_overseen(organisation_id));

      ALTER TABLE recall_change ENABLE ROW LEVEL SECURITY;
      CREATE POLICY seen ON recall_change FOR SELECT TO furrow_app
        USING (EXISTS (SELECT FROM recall WHERE recall.id = recall_id));
      CREATE POLICY whole ON recall_change TO furrow_fold USING (true);
      CREATE POLICY done ON recall_change AS RESTRICTIVE FOR INSERT TO furrow_fold
        WITH CHECK (by_id = (SELECT viewer()) OR by_id IS NULL);
      GRANT SELECT ON recall_change TO furrow_app;
      GRANT INSERT ON recall_change TO furrow_fold;

      ALTER TABLE recall_change_line ENABLE ROW LEVEL SECURITY;
      CREATE POLICY own ON recall_change_line FOR SELECT TO furrow_app USING (holder_id = (SELECT viewer()));
      CREATE POLICY opened ON recall_change_line FOR SELECT TO furrow_app
        USING (EXISTS (SELECT FROM recall WHERE recall.id = recall_id AND organisation_id = (SELECT viewer())));
      CREATE POLICY overseen ON recall_change_line FOR SELECT TO furrow_app USING ((SELECT oversight()) IS NOT NULL
        AND EXISTS (SELECT FROM recall WHERE recall.id = recall_id));
      CREATE POLICY whole ON recall_change_line TO furrow_fold USING (true);
      GRANT SELECT ON recall_change_line TO furrow_app;
      GRANT INSERT ON recall_change_line TO furrow_fold;

      ALTER TABLE recall_extension ENABLE ROW LEVEL SECURITY;
      CREATE POLICY opened ON recall_extension FOR SELECT TO furrow_app
        USING (EXISTS (SELECT FROM recall WHERE recall.id = recall_id AND organisation_id = (SELECT viewer())));
      CREATE POLICY overseen ON recall_extension FOR SELECT TO furrow_app USING ((SELECT oversight()) IS NOT NULL
        AND EXISTS (SELECT FROM recall WHERE recall.id = recall_id));
      CREATE POLICY whole ON recall_extension TO furrow_fold USING (true);
      CREATE POLICY asked ON recall_extension AS RESTRICTIVE FOR INSERT TO furrow_fold
        WITH CHECK (EXISTS (SELECT FROM recall WHERE recall.id = recall_id AND organisation_id = (SELECT viewer())));
      CREATE POLICY decided ON recall_extension AS RESTRICTIVE FOR UPDATE TO furrow_fold
        USING (may_change_recall(recall_id)) WITH CHECK (decided_by = (SELECT viewer()));
      GRANT SELECT ON recall_extension TO furrow_app;
      GRANT INSERT, UPDATE (decided_at, decided_by, is_granted, word) ON recall_extension TO furrow_fold;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only: restore a backup instead');
  }
}
