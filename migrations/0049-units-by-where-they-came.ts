import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A trace from a place asks which logistic units were there at any time, which `unit_place` says only of now. */
export class UnitsByWhereTheyCame1790000000049 implements MigrationInterface {
  readonly name = 'UnitsByWhereTheyCame1790000000049';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX unit_move_into ON unit_move (to_holder, at) WHERE to_kind IN ('place', 'unit')`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only: restore a backup instead');
  }
}
