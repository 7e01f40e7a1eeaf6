// Ceiling of the rows about capture: the statements and the transaction of one recorded capture, sent by pg without HTTP, parsing
// or folding. Each round gets ids of its own, prepared before the clock starts. Prints microseconds of processor time.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import pg from 'pg';

const [file, connectionString, rounds, warmUp] = process.argv.slice(2);
const [recorded, other] = JSON.parse(readFileSync(file, 'utf8'));
const client = new pg.Client({ connectionString, options: '-c role=furrow_app' });
await client.connect();

const fresh = freshIds();
const prepared = Array.from({ length: Number(rounds) + Number(warmUp) }, fresh);
for (const statements of prepared.splice(0, Number(warmUp))) await send(statements);
const before = process.cpuUsage();
for (const statements of prepared) await send(statements);
const { user, system } = process.cpuUsage(before);
await client.end();
console.log((user + system) / Number(rounds));

async function send(statements) {
  for (const { text, name, values } of statements) {
    if (values.length === 0) await client.query(text);
    else await client.query({ text, name, values });
  }
}

/** The service writes arrays out by itself; whoever sends rows by `pg` leaves that to it. */
function asSent(statement) {
  if (!Array.isArray(statement?.values)) return statement;
  const values = statement.values.map((value) =>
    typeof value === 'string' && value.startsWith('{') ? entriesOf(value) : value,
  );
  return { ...statement, values };
}

/** What reads arrays here takes none but a NULL in capitals for nothing. */
function entriesOf(literal) {
  const text = literal.replace(/(?<=[{,])null(?=[,}])/g, 'NULL');
  return pg.types.arrayParser.create(text, (entry) => entry).parse();
}

/** Makes the statements anew with new ids in place of those that the capture made: those that another one has not. */
function freshIds() {
  const id = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
  const elsewhere = new Set(JSON.stringify(other).match(id));
  const parts = JSON.stringify(recorded).split(new RegExp(`(${id.source})`));
  return () => {
    const made = new Map();
    const idFor = (old) => made.get(old) ?? made.set(old, randomUUID()).get(old);
    const text = parts.map((part, i) => (i % 2 === 0 || elsewhere.has(part) ? part : idFor(part)));
    return JSON.parse(text.join(''), (_, value) =>
      value?.type === 'Buffer' ? Buffer.from(value.data) : asSent(value),
    );
  };
}
