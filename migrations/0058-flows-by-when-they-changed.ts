import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The graph that traces keep in memory asks which flows the writes of some instants changed. Flows come in the order of
 * their recording, so an index of ranges of pages tells; few of them are ever replaced.
 */
export class FlowsByWhenTheyChanged1790000000058 implements MigrationInterface {
  readonly name = 'FlowsByWhenTheyChanged1790000000058';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX flow_recorded ON flow USING brin (recorded_at) WITH (pages_per_range = 32, autosummarize = on);
      CREATE INDEX flow_superseded ON flow (superseded_at) WHERE superseded_at IS NOT NULL;
      GRANT SELECT (kind, "position", recorded_at) ON feed TO furrow_trace;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only: restore a backup instead');
  }
}
