import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The second wall. `furrow_app` sees the rows of one organisation, whatever a statement asks for; what lies beyond is read by
 * other roles, each with the grants it needs and no more. A table's rows are seen
 *
 * - by the organisation that they name (`own`), or
 * - with the event that they tell of (`seen`), which names its viewers, or
 * - where they tell of goods at the viewer's places or on their way from or to it (`held`);
 *
 * regulators also see those of the organisations that they oversee (`overseen`). What names nobody is nobody's secret.
 * The fold sees every row and yet writes none in another's name: restrictive policies hold for it, too.
 */
export class RowSecurity1790000000020 implements MigrationInterface {
  readonly name = 'RowSecurity1790000000020';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(functions);
    await runner.query(people);
    await runner.query(masterData);
    await runner.query(record);
    await runner.query(state);
    await runner.query(recalls);
    await runner.query(grants);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only: restore a backup instead');
  }
}

/** What looks past the policies answers one question about the viewer and nothing else. */
const functions = `
  CREATE FUNCTION viewer() RETURNS uuid LANGUAGE sql STABLE
    RETURN nullif(current_setting('app.organisation_id', true), '')::uuid;

  CREATE FUNCTION viewers_party() RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
      SELECT party_id::text FROM organisation WHERE id = viewer() $$;

  CREATE FUNCTION viewers_places() RETURNS text[]
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
      SELECT ARRAY(SELECT id::text FROM location WHERE organisation_id = viewer()) $$;

  CREATE FUNCTION oversight() RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
      SELECT oversees FROM organisation WHERE id = viewer() $$;

  CREATE FUNCTION is_viewers_line(line text) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
      SELECT EXISTS (
        SELECT FROM claim
        WHERE ref = split_part(line, '#', 1)::uuid AND viewers_party() IN (author, claim->>'to')) $$;

  REVOKE EXECUTE ON FUNCTION viewers_party, viewers_places, oversight, is_viewers_line FROM public;
  GRANT EXECUTE ON FUNCTION viewers_party, viewers_places, oversight, is_viewers_line TO furrow_app;
`;

const people = `
  ALTER TABLE organisation ENABLE ROW LEVEL SECURITY;
  CREATE POLICY own ON organisation TO furrow_app USING (id = (SELECT viewer()));
  CREATE POLICY overseen ON organisation FOR SELECT TO furrow_app
    USING (starts_with(coalesce(division, ''), (SELECT oversight())));
  CREATE POLICY whole ON organisation TO furrow_fold, furrow_trace, furrow_gate, furrow_public USING (true);

  ALTER TABLE api_key ENABLE ROW LEVEL SECURITY;
  CREATE POLICY own ON api_key TO furrow_app USING (organisation_id = (SELECT viewer()));
  CREATE POLICY whole ON api_key TO furrow_fold, furrow_gate USING (true);

  ALTER TABLE person ENABLE ROW LEVEL SECURITY;
  CREATE POLICY own ON person TO furrow_app USING (organisation_id = (SELECT viewer()));
  CREATE POLICY whole ON person TO furrow_gate USING (true);

  ALTER TABLE invitation ENABLE ROW LEVEL SECURITY;
  CREATE POLICY own ON invitation TO furrow_app USING (organisation_id = (SELECT viewer()));
  CREATE POLICY whole ON invitation TO furrow_gate USING (true);

  ALTER TABLE device ENABLE ROW LEVEL SECURITY;
  CREATE POLICY own ON device TO furrow_app USING (organisation_id = (SELECT viewer()));
  CREATE POLICY whole ON device TO furrow_gate USING (true);

  ALTER TABLE session ENABLE ROW LEVEL SECURITY;
  CREATE POLICY own ON session TO furrow_app
    USING (EXISTS (SELECT FROM person WHERE person.id = session.person_id));
  CREATE POLICY whole ON session TO furrow_gate USING (true);

  ALTER TABLE audit_entry ENABLE ROW LEVEL SECURITY;
  CREATE POLICY own ON audit_entry FOR SELECT TO furrow_app USING (organisation_id = (SELECT viewer()));
  CREATE POLICY overseen ON audit_entry FOR SELECT TO furrow_app USING ((SELECT oversight()) IS NOT NULL
    AND EXISTS (SELECT FROM organisation WHERE organisation.id = audit_entry.organisation_id));
  -- Entries of many organisations are written together.
  CREATE POLICY noted ON audit_entry FOR INSERT TO furrow_app WITH CHECK (true);

  ALTER TABLE idempotency_key ENABLE ROW LEVEL SECURITY;
  CREATE POLICY own ON idempotency_key TO furrow_app USING (organisation_id = (SELECT viewer()));
`;

/** A GTIN makes a product public. Products and batches that were only mentioned are nobody's yet. */
const masterData = `
  ALTER TABLE party ENABLE ROW LEVEL SECURITY;
  CREATE POLICY own ON party TO furrow_app USING (organisation_id = (SELECT viewer()));
  CREATE POLICY whole ON party TO furrow_fold, furrow_trace, furrow_public USING (true);

  ALTER TABLE location ENABLE ROW LEVEL SECURITY;
  CREATE POLICY own ON location TO furrow_app USING (organisation_id = (SELECT viewer()));
  CREATE POLICY whole ON location TO furrow_fold, furrow_trace, furrow_public USING (true);

  ALTER TABLE product ENABLE ROW LEVEL SECURITY;
  CREATE POLICY own ON product TO furrow_app
    USING (organisation_id = (SELECT viewer()) OR organisation_id IS NULL);
  CREATE POLICY named ON product FOR SELECT TO furrow_app
    USING (EXISTS (SELECT FROM product_gtin WHERE product_id = product.id AND level = 0));
  CREATE POLICY whole ON product TO furrow_fold, furrow_trace, furrow_public USING (true);

  ALTER TABLE batch ENABLE ROW LEVEL SECURITY;
  CREATE POLICY own ON batch TO furrow_app
    USING (organisation_id = (SELECT viewer()) OR organisation_id IS NULL);
  CREATE POLICY whole ON batch TO furrow_fold, furrow_trace, furrow_public USING (true);
  CREATE POLICY registered ON batch AS RESTRICTIVE FOR INSERT TO furrow_app
    WITH CHECK (organisation_id = (SELECT viewer()) OR organisation_id IS NULL);
  CREATE POLICY changed ON batch AS RESTRICTIVE FOR UPDATE TO furrow_app USING (true)
    WITH CHECK (organisation_id = (SELECT viewer()) OR organisation_id IS NULL);
  -- A recall marks batches of others as stopped; that is all it does to them.
  ALTER FUNCTION mark_frozen_batches() SECURITY DEFINER SET search_path = public, pg_temp;

  DROP POLICY read ON code;
  CREATE POLICY own ON code FOR SELECT TO furrow_app USING (organisation_id = (SELECT viewer()));
  CREATE POLICY whole ON code FOR SELECT TO furrow_fold, furrow_trace, furrow_public USING (true);

  DROP POLICY read ON code_run;
  CREATE POLICY own ON code_run FOR SELECT TO furrow_app USING (organisation_id = (SELECT viewer()));
  CREATE POLICY whole ON code_run FOR SELECT TO furrow_fold, furrow_trace, furrow_public USING (true);
`;

/** Nobody writes an event in another's name. */
const record = `
  ALTER TABLE event ENABLE ROW LEVEL SECURITY;
  CREATE POLICY seen ON event FOR SELECT TO furrow_app
    USING ((SELECT viewer()) = ANY (viewers));
  CREATE POLICY overseen ON event FOR SELECT TO furrow_app USING ((SELECT oversight()) IS NOT NULL
    AND EXISTS (SELECT FROM organisation WHERE organisation.id = ANY (viewers)));
  CREATE POLICY whole ON event TO furrow_fold, furrow_trace, furrow_public USING (true);
  CREATE POLICY authored ON event AS RESTRICTIVE FOR INSERT TO furrow_app
    WITH CHECK (organisation_id = (SELECT viewer()));

  ALTER TABLE event_party ENABLE ROW LEVEL SECURITY;
  CREATE POLICY own ON event_party FOR SELECT TO furrow_app USING (organisation_id = (SELECT viewer()));
  CREATE POLICY overseen ON event_party FOR SELECT TO furrow_app USING ((SELECT oversight()) IS NOT NULL
    AND EXISTS (SELECT FROM organisation WHERE organisation.id = event_party.organisation_id));
  CREATE POLICY whole ON event_party TO furrow_fold, furrow_trace USING (true);

  ALTER TABLE event_identity ENABLE ROW LEVEL SECURITY;
  CREATE POLICY own ON event_identity TO furrow_app USING (organisation_id = (SELECT viewer()));
  CREATE POLICY whole ON event_identity TO furrow_fold USING (true);

  ALTER TABLE event_item ENABLE ROW LEVEL SECURITY;
  CREATE POLICY seen ON event_item FOR SELECT TO furrow_app
    USING (EXISTS (SELECT FROM event WHERE event.id = event_ref));
  CREATE POLICY whole ON event_item TO furrow_fold, furrow_trace, furrow_public USING (true);
`;

const state = `
  ALTER TABLE claim ENABLE ROW LEVEL SECURITY;
  CREATE POLICY seen ON claim FOR SELECT TO furrow_app USING (EXISTS (SELECT FROM event WHERE event.id = ref));
  CREATE POLICY whole ON claim TO furrow_fold, furrow_trace USING (true);

  ALTER TABLE pending_fold ENABLE ROW LEVEL SECURITY;
  CREATE POLICY seen ON pending_fold FOR SELECT TO furrow_app
    USING (EXISTS (SELECT FROM event WHERE event.id = ref));
  CREATE POLICY whole ON pending_fold TO furrow_fold, furrow_trace, furrow_public USING (true);

  ALTER TABLE posting ENABLE ROW LEVEL SECURITY;
  CREATE POLICY seen ON posting FOR SELECT TO furrow_app USING (EXISTS (SELECT FROM event WHERE event.id = ref));
  CREATE POLICY whole ON posting TO furrow_fold, furrow_trace USING (true);

  ALTER TABLE flow ENABLE ROW LEVEL SECURITY;
  CREATE POLICY seen ON flow FOR SELECT TO furrow_app USING (EXISTS (SELECT FROM event WHERE event.id = ref));
  CREATE POLICY whole ON flow TO furrow_fold, furrow_trace, furrow_public USING (true);

  ALTER TABLE unit_move ENABLE ROW LEVEL SECURITY;
  CREATE POLICY seen ON unit_move FOR SELECT TO furrow_app USING (EXISTS (SELECT FROM event WHERE event.id = ref));
  CREATE POLICY whole ON unit_move TO furrow_fold, furrow_trace, furrow_public USING (true);

  ALTER TABLE holding ENABLE ROW LEVEL SECURITY;
  CREATE POLICY held ON holding FOR SELECT TO furrow_app USING (CASE holder_kind
    WHEN 'unit' THEN false
    WHEN 'transit' THEN is_viewers_line(holder)
    ELSE holder = ANY ((SELECT viewers_places())::text[])
      OR split_part(holder, '@', -1) = (SELECT viewers_party()) END);
  CREATE POLICY whole ON holding TO furrow_fold, furrow_trace, furrow_public USING (true);

  ALTER TABLE unit_place ENABLE ROW LEVEL SECURITY;
  CREATE POLICY whole ON unit_place TO furrow_fold, furrow_trace, furrow_public USING (true);
`;

const recalls = `
  ALTER TABLE recall_notice ENABLE ROW LEVEL SECURITY;
  CREATE POLICY own ON recall_notice FOR SELECT TO furrow_app USING (organisation_id = (SELECT viewer()));
  CREATE POLICY overseen ON recall_notice FOR SELECT TO furrow_app USING ((SELECT oversight()) IS NOT NULL
    AND EXISTS (SELECT FROM organisation WHERE organisation.id = recall_notice.organisation_id));
  CREATE POLICY whole ON recall_notice TO furrow_fold, furrow_trace USING (true);

  ALTER TABLE recall ENABLE ROW LEVEL SECURITY;
  CREATE POLICY own ON recall FOR SELECT TO furrow_app USING (organisation_id = (SELECT viewer()));
  CREATE POLICY overseen ON recall FOR SELECT TO furrow_app USING ((SELECT oversight()) IS NOT NULL
    AND EXISTS (SELECT FROM organisation WHERE organisation.id = recall.organisation_id));
  CREATE POLICY noticed ON recall FOR SELECT TO furrow_app
    USING (EXISTS (SELECT FROM recall_notice WHERE recall_id = recall.id));
  CREATE POLICY whole ON recall TO furrow_fold, furrow_trace, furrow_public USING (true);
  CREATE POLICY opened ON recall AS RESTRICTIVE FOR INSERT TO furrow_app
    WITH CHECK (organisation_id = (SELECT viewer()));
  CREATE POLICY changed ON recall AS RESTRICTIVE FOR UPDATE TO furrow_app
    USING (organisation_id = (SELECT viewer()));
  CREATE POLICY answered ON recall_notice AS RESTRICTIVE FOR UPDATE TO furrow_app
    USING (organisation_id = (SELECT viewer()));

  ALTER TABLE batch_freeze ENABLE ROW LEVEL SECURITY;
  CREATE POLICY seen ON batch_freeze FOR SELECT TO furrow_app
    USING (EXISTS (SELECT FROM recall WHERE recall.id = recall_id));
  CREATE POLICY whole ON batch_freeze TO furrow_fold, furrow_trace, furrow_public USING (true);
`;

/** What only the service itself works with is no longer the requests': the feed, the fold's own tables, tries to sign in. */
const grants = `
  REVOKE SELECT, UPDATE ON feed FROM furrow_app;
  REVOKE UPDATE (position) ON feed FROM furrow_app;
  REVOKE ALL ON feed_follower, feed_sequencer FROM furrow_app;
  REVOKE SELECT ON fold_key, touch, claim_name, unit_place, freeze_breach FROM furrow_app;
  REVOKE ALL ON sign_in_try, oidc_sign_in FROM furrow_app;
  GRANT SELECT, UPDATE (position) ON feed TO furrow_fold;
  GRANT SELECT, INSERT, UPDATE ON feed_follower, feed_sequencer TO furrow_fold;

  GRANT SELECT (id, name, roles, party_id, division, oversees, alias_key) ON organisation TO furrow_trace;
  GRANT SELECT (id, organisation_id, represents, kind, name, names, uscc, gln) ON party TO furrow_trace;
  GRANT SELECT ON location, product, product_gtin, batch, code, code_run TO furrow_trace;
  GRANT SELECT ON event, event_item, event_party, recall, recall_notice TO furrow_trace;
  GRANT SELECT ON claim, claim_name, pending_fold, posting, flow, unit_move, holding, unit_place TO furrow_trace;
  GRANT SELECT ON fold_key, touch, batch_freeze, freeze_breach TO furrow_trace;

  GRANT SELECT ON api_key, device TO furrow_gate;
  GRANT SELECT (id, name, roles, party_id, created_at, ended_at, division, oversees) ON organisation TO furrow_gate;
  REVOKE SELECT ON organisation FROM furrow_app;
  GRANT SELECT (id, name, roles, party_id, created_at, ended_at, division, oversees) ON organisation TO furrow_app;
  GRANT UPDATE (misses, public_key, enrolled_at, revoked_at) ON device TO furrow_gate;
  GRANT SELECT, INSERT ON person, invitation, session, sign_in_try TO furrow_gate;
  GRANT UPDATE (role, password, ended_at, login, issuer, subject) ON person TO furrow_gate;
  GRANT UPDATE (misses, ended_at) ON invitation TO furrow_gate;
  GRANT UPDATE, DELETE ON sign_in_try TO furrow_gate;
  GRANT DELETE ON session TO furrow_gate;
  GRANT SELECT, INSERT, DELETE ON oidc_sign_in TO furrow_gate;
`;
