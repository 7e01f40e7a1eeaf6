import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * People can be erased, and what is past its period can go. The audit knows its own periods: nobody, whoever asks, takes out
 * an entry before them, or an address but that of somebody who was erased (docs/decisions/0017).
 */
export class Privacy1790000000023 implements MigrationInterface {
  readonly name = 'Privacy1790000000023';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(people);
    await runner.query(audit);
    await runner.query(keeper);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only: restore a backup instead');
  }
}

const people = `
  ALTER TABLE person
    ALTER COLUMN name DROP NOT NULL,
    ADD COLUMN erased_at timestamptz(3),
    DROP CONSTRAINT person_way_in,
    ADD CONSTRAINT person_way_in CHECK (erased_at IS NOT NULL OR (
      name IS NOT NULL
      AND (login IS NULL) = (password IS NULL)
      AND (issuer IS NULL) = (subject IS NULL)
      AND (login IS NULL) <> (issuer IS NULL))),
    ADD CONSTRAINT person_erased CHECK (erased_at IS NULL OR (
      ended_at IS NOT NULL AND num_nonnulls(name, login, password, issuer, subject) = 0));
  COMMENT ON COLUMN person.erased_at IS 'since when it is an id, a role and times, and nobody''s any more';
  CREATE INDEX person_ended ON person (ended_at) WHERE ended_at IS NOT NULL AND erased_at IS NULL;
  CREATE INDEX person_erased_at ON person (erased_at) WHERE erased_at IS NOT NULL;

  ALTER TABLE invitation
    ADD COLUMN joined_id uuid REFERENCES person;
  COMMENT ON COLUMN invitation.joined_id IS 'who joined with it';
  UPDATE invitation SET joined_id = person.id
  FROM audit_entry, person
  WHERE audit_entry.organisation_id = invitation.organisation_id AND audit_entry.action = 'join'
    AND audit_entry.subject = invitation.id::text AND audit_entry.credential = 'person/' || person.id
    AND invitation.person_id IS NULL;
  CREATE INDEX invitation_about ON invitation (person_id) WHERE person_id IS NOT NULL;
  CREATE INDEX invitation_joined ON invitation (joined_id) WHERE joined_id IS NOT NULL;
  ALTER TABLE oidc_sign_in
    DROP CONSTRAINT oidc_sign_in_invitation_id_fkey,
    ADD CONSTRAINT oidc_sign_in_invitation_id_fkey
      FOREIGN KEY (invitation_id) REFERENCES invitation ON DELETE CASCADE;

  ALTER TABLE api_key ADD COLUMN made_by text;
  COMMENT ON COLUMN api_key.made_by IS 'the credential of who made it; null of keys made before this was noted, or with the account';

  GRANT UPDATE (name, erased_at) ON person TO furrow_app;
  GRANT DELETE ON invitation TO furrow_app;
  GRANT UPDATE (joined_id) ON invitation TO furrow_gate;
`;

/** Months here are the least; the rule packs may keep longer, and a test holds the two together. */
const audit = `
  CREATE FUNCTION in_open_recall(whose uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
      SELECT EXISTS (
        SELECT FROM recall WHERE closed_at IS NULL AND (organisation_id = whose OR EXISTS (
          SELECT FROM recall_notice
          WHERE recall_notice.recall_id = recall.id AND recall_notice.organisation_id = whose))) $$;

  -- Of what an agent did for a member that a recall concerns, who it was stands with the agent.
  CREATE FUNCTION audit_is_past(at timestamptz, whose uuid, on_behalf_of uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
      SELECT at < now() - interval '36 months' AND NOT in_open_recall(whose) AND NOT EXISTS (
        SELECT FROM organisation WHERE party_id = on_behalf_of AND in_open_recall(organisation.id)) $$;

  CREATE FUNCTION audit_address_may_go(at timestamptz, credential text) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
      SELECT at < now() - interval '6 months' OR EXISTS (
        SELECT FROM person WHERE erased_at IS NOT NULL
          AND id = CASE WHEN credential ~ '^person/[0-9a-f-]{36}$' THEN substr(credential, 8)::uuid END)
      OR EXISTS (
        SELECT FROM invitation JOIN person ON person.id IN (invitation.person_id, joined_id)
        WHERE erased_at IS NOT NULL AND invitation.id = CASE
          WHEN credential ~ '^invitation/[0-9a-f-]{36}$' THEN substr(credential, 12)::uuid END) $$;

  CREATE FUNCTION keep_audit_entry() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'DELETE' THEN
        IF audit_is_past(OLD.at, OLD.organisation_id, OLD.on_behalf_of) THEN RETURN OLD; END IF;
      ELSIF NEW.address IS NULL AND to_jsonb(NEW) - 'address' = to_jsonb(OLD) - 'address'
        AND audit_address_may_go(OLD.at, OLD.credential) THEN
        RETURN NEW;
      END IF;
      RAISE EXCEPTION 'audit_entry is append only until its period is over';
    END $$;

  DROP TRIGGER audit_entry_append_only ON audit_entry;
  CREATE TRIGGER audit_entry_append_only BEFORE TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER audit_entry_kept BEFORE UPDATE OR DELETE ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION keep_audit_entry();
  COMMENT ON TABLE audit_entry IS
    'audit: append only until its period is over; one request that somebody known sent, or one act of the operator';
  COMMENT ON COLUMN audit_entry.address IS 'null where it was not known, or its period is over, or who it was of was erased';
  CREATE INDEX audit_entry_addressed ON audit_entry (at) WHERE address IS NOT NULL;

  CREATE POLICY own_changed ON audit_entry FOR UPDATE TO furrow_app USING (organisation_id = (SELECT viewer()));
  GRANT UPDATE (address) ON audit_entry TO furrow_app;
  REVOKE EXECUTE ON FUNCTION in_open_recall, audit_is_past, audit_address_may_go FROM public;
  GRANT EXECUTE ON FUNCTION audit_address_may_go TO furrow_app;
`;

/** The keeper takes away what is over. It reads no name, no password and nothing of the record. */
const keeper = `
  GRANT SELECT (id, ended_at) ON organisation TO furrow_keeper;
  GRANT SELECT (digest, ends_at, person_id), DELETE ON session TO furrow_keeper;
  GRANT SELECT (login_digest, free_at), DELETE ON sign_in_try TO furrow_keeper;
  GRANT SELECT (digest, ends_at), DELETE ON oidc_sign_in TO furrow_keeper;
  GRANT SELECT (id, ended_at, expires_at, person_id, joined_id), DELETE ON invitation TO furrow_keeper;
  GRANT SELECT (id, code_ends_at, enrolled_at), DELETE ON device TO furrow_keeper;
  GRANT SELECT (organisation_id, key, created_at), DELETE ON idempotency_key TO furrow_keeper;
  GRANT SELECT (id, organisation_id, ended_at, erased_at) ON person TO furrow_keeper;
  GRANT UPDATE (name, login, password, issuer, subject, ended_at, erased_at) ON person TO furrow_keeper;
  GRANT SELECT (organisation_id, id, at, credential, address, on_behalf_of), DELETE, UPDATE (address) ON audit_entry TO furrow_keeper;
  GRANT EXECUTE ON FUNCTION in_open_recall, audit_is_past, audit_address_may_go TO furrow_keeper;

  CREATE POLICY keeps ON organisation FOR SELECT TO furrow_keeper USING (true);
  CREATE POLICY keeps ON session TO furrow_keeper USING (true);
  CREATE POLICY keeps ON invitation TO furrow_keeper USING (true);
  CREATE POLICY keeps ON device TO furrow_keeper USING (true);
  CREATE POLICY keeps ON idempotency_key TO furrow_keeper USING (true);
  -- It changes nobody but into nobody: who is erased has no name and no way in.
  CREATE POLICY kept ON person FOR SELECT TO furrow_keeper USING (true);
  CREATE POLICY keeps ON person FOR UPDATE TO furrow_keeper USING (true) WITH CHECK (erased_at IS NOT NULL);
  CREATE POLICY keeps ON audit_entry TO furrow_keeper USING (true);
`;
