import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who oversees whom, and an event that tells itself who may see it. */
export class Oversight1790000000019 implements MigrationInterface {
  readonly name = 'Oversight1790000000019';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE organisation
        ADD COLUMN division text COLLATE "C" CHECK (division ~ '^[0-9]{6}$'),
        ADD COLUMN oversees text COLLATE "C" CHECK (oversees ~ '^([0-9]{2}){0,3}$');
      COMMENT ON COLUMN organisation.division IS 'administrative division that it is in, GB/T 2260; null: only who oversees the whole country oversees it';
      COMMENT ON COLUMN organisation.oversees IS 'of regulators: how the divisions that it oversees begin, nothing for the whole country; null: it oversees nobody';

      ALTER TABLE organisation ADD COLUMN alias_key bytea NOT NULL
        DEFAULT sha256((gen_random_uuid()::text || gen_random_uuid()::text)::bytea);
      COMMENT ON COLUMN organisation.alias_key IS 'under which it is told of parties that it does not deal with; random, and nobody reads it';

      -- Until now every regulator saw everything, and nobody was asked for a division: a social credit code names one.
      UPDATE organisation SET oversees = '' WHERE 'regulator' = ANY (roles);
      UPDATE organisation SET division = substr(party.uscc, 3, 6)
      FROM party WHERE party.id = organisation.party_id AND substr(party.uscc, 3, 6) ~ '^[0-9]{6}$';

      ALTER TABLE event ADD COLUMN viewers uuid[];
      COMMENT ON COLUMN event.viewers IS 'the organisations of its event_party rows';
      ALTER TABLE event DISABLE TRIGGER event_append_only;
      UPDATE event SET viewers = party.viewers
      FROM (SELECT event_ref, array_agg(organisation_id) AS viewers FROM event_party GROUP BY event_ref) party
      WHERE party.event_ref = event.id;
      ALTER TABLE event ENABLE TRIGGER event_append_only;
      ALTER TABLE event ALTER COLUMN viewers SET NOT NULL;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only: restore a backup instead');
  }
}
