// Preloaded into the service (node --import): writes down every statement sent to PostgreSQL while the file named by
// FURROW_BENCH_RECORD.on exists, so that the ceiling can send the very same ones.
import { appendFileSync, existsSync } from 'node:fs';
import pg from 'pg';

const file = process.env.FURROW_BENCH_RECORD;
const query = pg.Client.prototype.query;

pg.Client.prototype.query = function (config, values, callback) {
  if (existsSync(`${file}.on`)) {
    const { text = config, name, values: own = values } = typeof config === 'object' ? config : {};
    appendFileSync(
      file,
      `${JSON.stringify({ session: this.processID, text, name, values: own ?? [] })}\n`,
    );
  }
  return query.call(this, config, values, callback);
};
