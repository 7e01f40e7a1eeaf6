import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Notes by which a hand-off reads the claims near it in time, not all that two parties ever traded. Claims stored
 * before have no note: they are found at any time and followed by all their names, until a fold notes them.
 */
export class ClaimNotes1790000000012 implements MigrationInterface {
  readonly name = 'ClaimNotes1790000000012';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE claim ADD COLUMN partners uuid[], ADD COLUMN quiet_after timestamptz(3);
      COMMENT ON COLUMN claim.partners IS 'events that it is matched with, voids or disputes; null: not noted yet';
      COMMENT ON COLUMN claim.quiet_after IS 'from then on only a claim that names it or its documents can change its matches';

      ALTER TABLE claim_name ADD COLUMN quiet_after timestamptz(3);
      COMMENT ON COLUMN claim_name.quiet_after IS 'for names of parties: that of the claim, or infinity while it is not noted; null: binds at any time';
      ALTER TABLE claim_name ALTER COLUMN quiet_after SET DEFAULT 'infinity'; -- of what the previous release writes
      UPDATE claim_name SET quiet_after = 'infinity' WHERE name LIKE 'pair:%';
      CREATE INDEX claim_name_near ON claim_name (name, quiet_after) INCLUDE (ref)
        WHERE quiet_after IS NOT NULL;

      GRANT UPDATE ON claim_name TO furrow_fold;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only: restore a backup instead');
  }
}
