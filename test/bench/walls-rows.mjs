// Rows about row security: the same reads with the policies and without them, in turn on one service and one database.
import http from 'node:http';
import pg from 'pg';
import { ask } from './ask.mjs';

/** One request after the other: what is paired is the time of an answer, of which the policies are PostgreSQL's share. */
const requests = 400;
const warmUp = 200;
const headers = { Authorization: 'Bearer fk_demo_retailer' };

export const wallsRows = [
  row('walls.events', '/api/v1/events?limit=50'),
  row('walls.handoffs', '/api/v1/handoffs?limit=50'),
  row('walls.places', '/api/v1/locations?limit=50'),
];

function row(name, path) {
  const unit = 'us/request, one at a time';
  return { name, unit, prepare: (service, atEnd) => prepare(service, atEnd, path) };
}

async function prepare(service, atEnd, path) {
  const owner = new pg.Client({ connectionString: service.databaseUrl });
  await owner.connect();
  const { rows } = await owner.query(
    'SELECT relname AS name FROM pg_class WHERE relrowsecurity ORDER BY 1',
  );
  const turn = async (to) => {
    const each = rows.map(({ name }) => `ALTER TABLE ${name} ${to} ROW LEVEL SECURITY;`);
    await owner.query(`BEGIN; ${each.join(' ')} COMMIT`);
  };
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  atEnd(async () => {
    agent.destroy();
    await turn('ENABLE');
    await owner.end();
  });
  const answers = async (count) => {
    for (let i = 0; i < count; i += 1) await ask(`${service.base}${path}`, { headers, agent });
  };
  const measure = async (to) => {
    await turn(to);
    // Plans of either kind are made anew.
    await answers(warmUp);
    const before = performance.now();
    await answers(requests);
    return ((performance.now() - before) * 1_000) / requests;
  };
  return { ours: () => measure('ENABLE'), ceiling: () => measure('DISABLE') };
}
