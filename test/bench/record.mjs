// Preloaded into the service (node --import): between two SIGUSR2 it writes down every statement sent to PostgreSQL,
// so that a ceiling can send the very same ones. At all other times the driver is untouched and nothing is measured of it.
import { appendFileSync } from 'node:fs';
import pg from 'pg';

const file = process.env.FURROW_BENCH_RECORD;
const { query } = pg.Client.prototype;

function recordingQuery(config, values, callback) {
  const { text = config, name, values: own = values } = typeof config === 'object' ? config : {};
  const statement = { session: this.processID, text, name, values: own ?? [] };
  appendFileSync(file, `${JSON.stringify(statement)}\n`);
  return query.call(this, config, values, callback);
}

process.on('SIGUSR2', () => {
  const isRecording = pg.Client.prototype.query === recordingQuery;
  pg.Client.prototype.query = isRecording ? query : recordingQuery;
  appendFileSync(file, isRecording ? '"ended"\n' : '"began"\n');
});
