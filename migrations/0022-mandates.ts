import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who may act for whom: a co-operative for its members. */
export class Mandates1790000000022 implements MigrationInterface {
  readonly name = 'Mandates1790000000022';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE mandate (
        id uuid PRIMARY KEY,
        member_id uuid NOT NULL REFERENCES organisation,
        member_party_id uuid NOT NULL,
        agent_id uuid NOT NULL REFERENCES organisation,
        given_at timestamptz(3) NOT NULL,
        ended_at timestamptz(3),
        CHECK (member_id <> agent_id)
      );
      COMMENT ON TABLE mandate IS 'access: the agent may act for the member';
      COMMENT ON COLUMN mandate.member_party_id IS 'the party that the member is, by which requests name it';
      COMMENT ON COLUMN mandate.ended_at IS 'since when it holds no longer; it never does again';
      CREATE UNIQUE INDEX mandate_held ON mandate (agent_id, member_party_id) WHERE ended_at IS NULL;
      CREATE INDEX mandate_of_agent ON mandate (agent_id, id);
      CREATE INDEX mandate_of_member ON mandate (member_id, id);

      GRANT SELECT, INSERT ON mandate TO furrow_app;
      GRANT UPDATE (ended_at) ON mandate TO furrow_app;

      -- Its two sides see it and either ends it; who is acted for gives it. An agent alone writes one only with the
      -- organisation that it registers, which takes the fold.
      ALTER TABLE mandate ENABLE ROW LEVEL SECURITY;
      CREATE POLICY sides ON mandate FOR SELECT TO furrow_app
        USING ((SELECT viewer()) IN (member_id, agent_id));
      CREATE POLICY given ON mandate FOR INSERT TO furrow_app
        WITH CHECK (member_id = (SELECT viewer()) AND member_party_id::text = (SELECT viewers_party()));
      CREATE POLICY registered ON mandate FOR INSERT TO furrow_fold WITH CHECK (agent_id = (SELECT viewer())
        AND NOT EXISTS (SELECT FROM api_key WHERE organisation_id = member_id));
      CREATE POLICY ended ON mandate FOR UPDATE TO furrow_app
        USING ((SELECT viewer()) IN (member_id, agent_id) AND ended_at IS NULL)
        WITH CHECK ((SELECT viewer()) IN (member_id, agent_id) AND ended_at IS NOT NULL);

      ALTER TABLE audit_entry ADD on_behalf_of uuid, ADD agent uuid;
      COMMENT ON COLUMN audit_entry.on_behalf_of IS 'the party for whom the request was sent, where it was a member of the organisation';
      COMMENT ON COLUMN audit_entry.agent IS 'the party that sent the request for the organisation, whose credential is its own business';
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only: restore a backup instead');
  }
}
