import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who is told of events that a named query finds, and what each was sent or is to be. */
export class Subscriptions1790000000036 implements MigrationInterface {
  readonly name = 'Subscriptions1790000000036';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tables);
    await runner.query(walls);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only: restore a backup instead');
  }
}

const tables = `
  CREATE TABLE epcis_subscription (
    organisation_id uuid NOT NULL,
    id uuid NOT NULL,
    query_name text NOT NULL,
    destination text NOT NULL,
    secret text NOT NULL,
    schedule jsonb,
    report_if_empty boolean NOT NULL,
    initial_record_time timestamptz(3),
    created_at timestamptz(3) NOT NULL,
    begins_after bigint,
    next_at timestamptz(3),
    held_until timestamptz(3) NOT NULL,
    failures int NOT NULL DEFAULT 0,
    last_notified_at timestamptz(3),
    ended_at timestamptz(3),
    PRIMARY KEY (organisation_id, id),
    FOREIGN KEY (organisation_id, query_name) REFERENCES epcis_query ON DELETE CASCADE,
    CHECK ((schedule IS NULL) = (next_at IS NULL))
  );
  COMMENT ON TABLE epcis_subscription IS 'epcis: who is told of events that a named query finds';
  COMMENT ON COLUMN epcis_subscription.destination IS 'address that messages are posted to; it may bear a secret of whoever owns it';
  COMMENT ON COLUMN epcis_subscription.secret IS 'signs messages, so it is kept as it is; read by the sender alone';
  COMMENT ON COLUMN epcis_subscription.schedule IS 'when to report; null: each event as it comes';
  COMMENT ON COLUMN epcis_subscription.begins_after IS 'position in the feed of its own making, once the feed came to it';
  COMMENT ON COLUMN epcis_subscription.next_at IS 'next moment of the schedule';
  COMMENT ON COLUMN epcis_subscription.held_until IS 'until then one process works at it, or it rests after a failure';
  COMMENT ON COLUMN epcis_subscription.failures IS 'tries that failed since the last that did not';
  CREATE INDEX epcis_subscription_query ON epcis_subscription (organisation_id, query_name, id);

  CREATE TABLE epcis_delivery (
    organisation_id uuid NOT NULL,
    subscription_id uuid NOT NULL,
    id uuid NOT NULL,
    event_refs uuid[] NOT NULL,
    bytes int NOT NULL,
    made_at timestamptz(3) NOT NULL,
    queued_at timestamptz(3) NOT NULL,
    due_at timestamptz(3) NOT NULL,
    attempts int NOT NULL DEFAULT 0,
    last_status int,
    delivered_at timestamptz(3),
    dead_at timestamptz(3),
    PRIMARY KEY (organisation_id, subscription_id, id),
    FOREIGN KEY (organisation_id, subscription_id) REFERENCES epcis_subscription ON DELETE CASCADE,
    CHECK (delivered_at IS NULL OR dead_at IS NULL)
  );
  COMMENT ON TABLE epcis_delivery IS 'epcis: one message of a subscription, until it is delivered or given up, and 30 days';
  COMMENT ON COLUMN epcis_delivery.id IS 'webhook-id, the same with every try';
  COMMENT ON COLUMN epcis_delivery.bytes IS 'length of its events as JSON';
  COMMENT ON COLUMN epcis_delivery.queued_at IS 'since when it waits to be sent: the moment that it is for, or when it was sent for again';
  COMMENT ON COLUMN epcis_delivery.due_at IS 'when to try it next';
  COMMENT ON COLUMN epcis_delivery.last_status IS 'HTTP status of the last answer; null where there was none';
  CREATE INDEX epcis_delivery_due ON epcis_delivery (organisation_id, subscription_id, due_at, id)
    WHERE delivered_at IS NULL AND dead_at IS NULL;
  CREATE INDEX epcis_delivery_age ON epcis_delivery (queued_at);
  CREATE INDEX epcis_delivery_waiting ON epcis_delivery (queued_at) WHERE delivered_at IS NULL AND dead_at IS NULL;
`;

const columns = `organisation_id, id, query_name, destination, schedule, report_if_empty, initial_record_time, created_at,
  next_at, last_notified_at, ended_at`;

/** Requests read all but the secret, and neither how far it is nor what is tried; followers and the sender do the rest. */
const walls = `
  ALTER TABLE epcis_subscription ENABLE ROW LEVEL SECURITY;
  CREATE POLICY own ON epcis_subscription TO furrow_app USING (organisation_id = (SELECT viewer()));
  CREATE POLICY whole ON epcis_subscription TO furrow_fold USING (true);
  GRANT SELECT (${columns}), INSERT, DELETE ON epcis_subscription TO furrow_app;
  GRANT SELECT, UPDATE (begins_after, next_at, held_until, failures, last_notified_at, ended_at)
    ON epcis_subscription TO furrow_fold;

  ALTER TABLE epcis_delivery ENABLE ROW LEVEL SECURITY;
  CREATE POLICY own ON epcis_delivery TO furrow_app USING (organisation_id = (SELECT viewer()));
  CREATE POLICY whole ON epcis_delivery TO furrow_fold USING (true);
  GRANT SELECT, UPDATE (queued_at, due_at, attempts, last_status, delivered_at, dead_at) ON epcis_delivery TO furrow_app;
  GRANT INSERT, DELETE, UPDATE (event_refs, bytes) ON epcis_delivery TO furrow_fold;
`;
