import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Declarations of error are seen by whoever sees their event, also those captured while only parties that they name were told.
 * Who sees an event follows from it and from its counterpart, so what it says is not changed.
 */
export class DeclarationsSeen1790000000038 implements MigrationInterface {
  readonly name = 'DeclarationsSeen1790000000038';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE event DISABLE TRIGGER event_append_only;
      UPDATE event SET viewers = ARRAY (SELECT DISTINCT unnest(event.viewers || declared.viewers))
      FROM event_identity JOIN event declared ON declared.id = event_ref
      WHERE event.id = declaration_ref AND NOT declared.viewers <@ event.viewers;
      ALTER TABLE event ENABLE TRIGGER event_append_only;

      INSERT INTO event_party (organisation_id, at, event_ref, recorded_at, history)
      SELECT viewer.id, at, event.id, recorded_at, true
      FROM event_identity JOIN event ON event.id = declaration_ref, unnest(viewers) AS viewer (id)
      WHERE event_ref IS NOT NULL
      ON CONFLICT DO NOTHING;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only: restore a backup instead');
  }
}
