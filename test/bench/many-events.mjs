// Many events of one organisation, put beside each other in the database: rows are those of one captured event, again and again
// at other times. Nothing is booked, so the books of the demo stay as they are.
import pg from 'pg';
import { ask } from './ask.mjs';

const headers = { Authorization: 'Bearer fk_demo_producer', 'Content-Type': 'application/json' };
const gtin = 'https://id.gs1.org/01/09520123456788';
const key = '/01/09520123456788';

/** Events that each service has beside those of the demo. */
const grown = new WeakMap();

/** Adds events until there are so many, a minute apart. Of ten thousand, ten name one item; every tenth names one lot. */
export async function grownTo(service, events) {
  const { from = 0, template = await captured(service) } = grown.get(service) ?? {};
  if (from >= events) return;
  const owner = new pg.Client({ connectionString: service.databaseUrl });
  await owner.connect();
  try {
    for (const [sql, ...values] of rowsOf(template, from, events)) await owner.query(sql, values);
    await owner.query('VACUUM ANALYZE event, event_party, event_term, event_thing, event_item');
  } finally {
    await owner.end();
  }
  grown.set(service, { from: events, template });
}

/** An event like those of a packing house: an item and some of a lot, with a step and a place. */
async function captured({ base }) {
  const event = {
    type: 'ObjectEvent',
    eventTime: '1989-12-31T00:00:00Z',
    eventTimeZoneOffset: '+00:00',
    action: 'OBSERVE',
    bizStep: 'inspecting',
    disposition: 'active',
    readPoint: { id: 'https://id.gs1.org/414/9520123456788' },
    epcList: [`${gtin}/21/bench`],
    quantityList: [{ epcClass: `${gtin}/10/bench`, quantity: 10, uom: 'KGM' }],
  };
  const context = 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld';
  const body = JSON.stringify({ '@context': context, ...event });
  const { text } = await ask(`${base}/epcis/events`, { method: 'POST', headers, body });
  return JSON.parse(text).id;
}

function rowsOf(template, from, to) {
  const fresh = `
    CREATE UNLOGGED TABLE IF NOT EXISTS bench_event AS
    SELECT n, gen_random_uuid() AS id, timestamptz '1990-01-01' + n * interval '1 minute' AS at
    FROM generate_series($1::int, $2::int - 1) n`;
  return [
    [fresh, from, to],
    [
      `INSERT INTO event SELECT (jsonb_populate_record(event, jsonb_build_object('id', fresh.id, 'event_id',
         'urn:uuid:' || fresh.id, 'at', fresh.at, 'until', fresh.at, 'recorded_at', fresh.at))).*
       FROM event, bench_event fresh WHERE event.id = $1`,
      template,
    ],
    [
      `INSERT INTO event_party (organisation_id, at, event_ref, recorded_at)
       SELECT organisation_id, fresh.at, fresh.id, fresh.at FROM event_party, bench_event fresh
       WHERE event_ref = $1`,
      template,
    ],
    [
      `INSERT INTO event_term (organisation_id, term, at, event_ref, low, high)
       SELECT organisation_id, term, fresh.at, fresh.id, low, high FROM event_term, bench_event fresh
       WHERE event_ref = $1`,
      template,
    ],
    [
      `INSERT INTO event_thing (organisation_id, key, is_class, role, at, event_ref)
       SELECT organisation_id, ${keyOf('is_class')}, is_class, role, fresh.at, fresh.id
       FROM event_thing, bench_event fresh WHERE event_ref = $1`,
      template,
    ],
    [
      `INSERT INTO event_item (event_ref, position, role, is_class, key, quantity, unit, at)
       SELECT fresh.id, position, role, is_class, ${keyOf('is_class')}, quantity, unit, fresh.at
       FROM event_item, bench_event fresh WHERE event_ref = $1`,
      template,
    ],
    ['DROP TABLE bench_event'],
  ];
}

function keyOf(isClass) {
  return `CASE WHEN ${isClass} THEN '${key}/10/bench-' || n % 10
    ELSE '${key}/21/bench-' || n / 10000 * 1000 + n % 1000 END`;
}
