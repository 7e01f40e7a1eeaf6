// Ceiling of capture: the statements of one recorded capture, sent by pg without HTTP, parsing or folding. Each round
// gets fresh ids (prepared before the clock starts). Prints microseconds of processor time per capture.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import pg from 'pg';

const [file, url, rounds] = [process.argv[2], process.argv[3], Number(process.argv[4])];
const statements = readFileSync(file, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));
const client = new pg.Client({ connectionString: url });
await client.connect();
await client.query('SET ROLE furrow_app');

const fresh = freshIds(statements);
const prepared = Array.from({ length: rounds + 20 }, () => fresh());
for (const round of prepared.slice(0, 20)) await send(round);
const before = process.cpuUsage();
for (const round of prepared.slice(20)) await send(round);
const { user, system } = process.cpuUsage(before);
console.log((user + system) / rounds);
await client.end();

async function send(round) {
  for (const { text, name, values } of round) {
    if (values.length === 0) await client.query(text);
    else await client.query(name === undefined ? { text, values } : { text, name, values });
  }
}

/** Ids that the recorded capture made (event refs and eventIDs), replaced by new ones everywhere. */
function freshIds(recorded) {
  const identities = recorded.find(({ name }) => name === 'take-identities').values;
  const refs = [...identities[2].filter(Boolean)];
  const eventIds = identities[1];
  const feed = recorded.find(({ name }) => name === 'insert-events').values.at(-6);
  const text = JSON.stringify(recorded);
  const parts = text.split(
    new RegExp(`(${[...refs, ...eventIds, ...feed].map(escape).join('|')})`),
  );
  return () => {
    const made = new Map();
    const replaced = parts.map((part, i) => {
      if (i % 2 === 0) return part;
      if (!made.has(part))
        made.set(part, part.length === 36 ? randomUUID() : `urn:uuid:${randomUUID()}`);
      return made.get(part);
    });
    return JSON.parse(replaced.join(''));
  };
}

function escape(text) {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
