import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Subscriptions whose query failed are matched by themselves, and what keeps them is told; how identifiers are written. */
export class Behind1790000000037 implements MigrationInterface {
  readonly name = 'Behind1790000000037';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE epcis_subscription
        ADD COLUMN match_at timestamptz(3),
        ADD COLUMN match_failures int NOT NULL DEFAULT 0,
        ADD COLUMN looks_back boolean NOT NULL DEFAULT false,
        ADD COLUMN problem jsonb,
        ADD COLUMN epc_format text NOT NULL DEFAULT 'Never_Translates';
      COMMENT ON COLUMN epcis_subscription.begins_after IS 'position in the feed up to which it was matched by itself: at first, where the feed was when it was made';
      COMMENT ON COLUMN epcis_subscription.match_at IS 'when to match it by itself next, or until when that is under way; null: it is matched with all others';
      COMMENT ON COLUMN epcis_subscription.match_failures IS 'tries to match it by itself that failed since the last that did not';
      COMMENT ON COLUMN epcis_subscription.looks_back IS 'what was recorded before its making is still to be looked up';
      COMMENT ON COLUMN epcis_subscription.problem IS 'what last kept it from being matched, as its subscriber was told';
      COMMENT ON COLUMN epcis_subscription.epc_format IS 'how identifiers are written in its messages: GS1-EPC-Format';
      CREATE INDEX epcis_subscription_behind ON epcis_subscription (match_at) WHERE match_at IS NOT NULL;

      ALTER TABLE epcis_delivery ADD COLUMN problem jsonb;
      COMMENT ON COLUMN epcis_delivery.problem IS 'what is told instead of events: a problem of the subscription';

      GRANT SELECT (problem, epc_format) ON epcis_subscription TO furrow_app;
      GRANT UPDATE (match_at, match_failures, looks_back, problem) ON epcis_subscription TO furrow_fold;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only: restore a backup instead');
  }
}
