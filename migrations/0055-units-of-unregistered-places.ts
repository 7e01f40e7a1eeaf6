import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The balance of a party asks for logistic units that ever stood at places of it that nobody registered. */
export class UnitsOfUnregisteredPlaces1790000000055 implements MigrationInterface {
  readonly name = 'UnitsOfUnregisteredPlaces1790000000055';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX unit_move_unregistered ON unit_move (split_part(to_holder, '@', -1))
        WHERE to_kind = 'place' AND to_holder LIKE '%@%'`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only: restore a backup instead');
  }
}
