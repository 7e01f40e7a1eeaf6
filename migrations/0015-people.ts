import type { MigrationInterface, QueryRunner } from 'typeorm';

/** People who sign in for an organisation, and who is signed in. */
export class People1790000000015 implements MigrationInterface {
  readonly name = 'People1790000000015';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE person (
        id uuid PRIMARY KEY,
        organisation_id uuid NOT NULL REFERENCES organisation,
        login text COLLATE "C" NOT NULL,
        name text NOT NULL,
        role text NOT NULL CHECK (role IN ('viewer', 'editor', 'owner')),
        password text NOT NULL,
        created_at timestamptz(3) NOT NULL,
        ended_at timestamptz(3)
      );
      COMMENT ON TABLE person IS 'people: somebody who signs in for one organisation';
      COMMENT ON COLUMN person.login IS 'in lower case';
      COMMENT ON COLUMN person.password IS 'scrypt in PHC notation; the password itself is kept nowhere';
      CREATE UNIQUE INDEX person_login ON person (login) WHERE ended_at IS NULL;
      CREATE INDEX person_of_organisation ON person (organisation_id, id);

      CREATE TABLE invitation (
        id uuid PRIMARY KEY,
        organisation_id uuid NOT NULL REFERENCES organisation,
        person_id uuid REFERENCES person,
        name text NOT NULL,
        role text NOT NULL CHECK (role IN ('viewer', 'editor', 'owner')),
        digest bytea NOT NULL UNIQUE CHECK (length(digest) = 32),
        made_by text NOT NULL,
        misses integer NOT NULL DEFAULT 0,
        created_at timestamptz(3) NOT NULL,
        expires_at timestamptz(3) NOT NULL,
        ended_at timestamptz(3)
      );
      COMMENT ON TABLE invitation IS 'people: a code with which somebody joins an organisation, or sets a new password';
      COMMENT ON COLUMN invitation.person_id IS 'whose password it sets anew; null for somebody who joins';
      COMMENT ON COLUMN invitation.made_by IS 'the credential of who made it, as events name it';
      COMMENT ON COLUMN invitation.misses IS 'logins tried with it that others have';
      COMMENT ON COLUMN invitation.ended_at IS 'when it was used or withdrawn';
      CREATE INDEX invitation_of_person ON invitation (person_id) WHERE ended_at IS NULL;
      CREATE INDEX invitation_of_organisation ON invitation (organisation_id, id) WHERE ended_at IS NULL;

      CREATE TABLE session (
        digest bytea PRIMARY KEY CHECK (length(digest) = 32),
        person_id uuid REFERENCES person,
        key_id text COLLATE "C" REFERENCES api_key,
        began_at timestamptz(3) NOT NULL,
        ends_at timestamptz(3) NOT NULL,
        CHECK (num_nonnulls(person_id, key_id) = 1)
      );
      COMMENT ON TABLE session IS 'people: a browser that is signed in, by a person or with a key';
      COMMENT ON COLUMN session.digest IS 'SHA-256 of the token, which only the browser has';
      CREATE INDEX session_end ON session (ends_at);
      CREATE INDEX session_of_person ON session (person_id);

      CREATE TABLE sign_in_try (
        login_digest bytea PRIMARY KEY CHECK (length(login_digest) = 32),
        tries integer NOT NULL,
        free_at timestamptz(3) NOT NULL
      );
      COMMENT ON TABLE sign_in_try IS 'people: tries to sign in under a name since the last one that succeeded, whether there is such a name or not';
      CREATE INDEX sign_in_try_free ON sign_in_try (free_at);

      GRANT SELECT, INSERT ON person, invitation, session, sign_in_try TO furrow_app;
      GRANT UPDATE (role, password, ended_at) ON person TO furrow_app;
      GRANT UPDATE (ended_at, misses) ON invitation TO furrow_app;
      GRANT UPDATE ON sign_in_try TO furrow_app;
      GRANT DELETE ON session, sign_in_try TO furrow_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only: restore a backup instead');
  }
}
