import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What may be taken back: who reported a complaint, and the codes that a run still waits for. */
export class TakenBack1790000000044 implements MigrationInterface {
  readonly name = 'TakenBack1790000000044';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [reporters, runs]) await runner.query(part);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only: restore a backup instead');
  }
}

/**
 * That a reporter took back who they are is on record with whose complaint it was, so strangers' transactions read whose it is.
 * No answer to them tells it. By the number contact and photos are erased, so those who read complaints do not read it.
 */
const reporters = `
  GRANT SELECT (organisation_id, has_contact) ON complaint TO furrow_public;
  REVOKE SELECT ON complaint FROM furrow_app;
  GRANT SELECT (id, organisation_id, code, batch_id, kind, words, language, bought_on, shop, place, contact, received_at,
    seen_at, answered_at, answer, closed_at, closing_word) ON complaint TO furrow_app;
`;

/** A run whose rest was given up ends where it is, so that the job of the release before leaves it alone, too. */
const runs = `
  ALTER TABLE code_run ADD COLUMN asked integer CHECK (asked > size),
    DROP CONSTRAINT code_run_size_check,
    ADD CONSTRAINT code_run_size_check CHECK (size > 0 OR size = 0 AND asked IS NOT NULL);
  COMMENT ON COLUMN code_run.size IS 'places that have a code, or will have one';
  COMMENT ON COLUMN code_run.asked IS 'how many were asked for, where the rest of them was given up; null: size';
  CREATE INDEX code_run_asked_for ON code_run (organisation_id, id) WHERE kind IN ('item', 'case');
  GRANT UPDATE (size, asked) ON code_run TO furrow_app;
`;
