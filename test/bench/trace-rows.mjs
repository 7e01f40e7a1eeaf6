// Rows about traces: from some batches of a long chain forward to the verdict of every holding they reach, in this process. The ceiling
// walks the same rows in one recursive statement and answers what is reached, how far off, from what, and how much is there.
import pg from 'pg';
import { batchIdSql, chainOf, lastLayer } from './many-links.mjs';

const links = Number(process.env.FURROW_BENCH_LINKS ?? 1_000_000);
const dist = new URL('../../dist/src/', import.meta.url);

const verdictRows = [
  ['trace.100', 100, '15 ms more'],
  ['trace.10k', 10_000, 1],
  ['trace.100k', 100_000, 3],
].map(([name, holdings, floor]) => ({
  ...{ name, floor, unit: 'us to the verdicts', rounds: 3 },
  prepare: (...at) => prepare(...at, holdings),
}));

export const traceRows = [
  ...verdictRows,
  { name: 'trace.stream', unit: 'us for all lines', rounds: 3, prepare: prepareStream },
];

const timed = async (work) => {
  const began = performance.now();
  await work();
  return (performance.now() - began) * 1_000;
};

const unbounded = { batches: Infinity, rows: Infinity, levels: Infinity };

async function ground(service, atEnd, holdings) {
  await chainOf(service, links);
  const database = new pg.Client({ connectionString: service.databaseUrl });
  await database.connect();
  atEnd(() => database.end());
  const memory = await memoryOf(service, database);
  return { database, memory, starts: await startsReaching(database, holdings) };
}

async function prepare(service, atEnd, holdings) {
  const { database, memory, starts } = await ground(service, atEnd, holdings);
  const ours = async () => (await memory.within(starts, unbounded, memory.verdicts)).length;
  const ceiling = async () => (await database.query(reachSql(), [starts])).rows.length;
  const expected = await ceiling();
  if ((await ours()) !== expected) throw new Error(`not the ${expected} holdings of the ceiling`);
  return {
    ours: () => timed(ours),
    ceiling: () => timed(ceiling),
    note: () =>
      `${expected} holdings of ${links} links, from ${starts.length} batches; ${memory.cost}`,
  };
}

/** An answer as it leaves, line by line, against its lines made into one text at once. */
async function prepareStream(service, atEnd) {
  const { database, memory, starts } = await ground(service, atEnd, 10_000);
  const { StoredGraph } = await import(`${dist}trace/books/graph.store.js`);
  const { ScopeTrace } = await import(`${dist}trace/memory/scope-trace.js`);
  const { ofBatch } = await import(`${dist}trace/trace-question.js`);
  const { traceStream } = await import(`${dist}trace/trace-rows.js`);
  const reader = { query: async (sql, values) => (await database.query(sql, values)).rows };
  const books = new StoredGraph(reader, { eyes: null, asOf: null });
  const forward = await memory.within(starts, unbounded, async (graph, scope) =>
    (await ScopeTrace.of(graph, scope, books)).whole(),
  );
  const answer = {
    ...{ question: ofBatch(starts[0], 'forward'), view: 'all', forward, backward: null },
    start: { batchIds: starts, undated: [], unit: null },
    ...{ parties: new Map(), holders: [], contacts: [], settling: false },
  };
  const pieces = async () => {
    const read = [];
    for await (const piece of traceStream(answer)) read.push(piece);
    return read.join('');
  };
  const rows = (await pieces()).trimEnd().split('\n').map(JSON.parse);
  return {
    ours: () => timed(pieces),
    ceiling: () => timed(() => JSON.stringify(rows)),
    note: () => `${rows.length} lines`,
  };
}

/** The graph of a service, read once; what it took is said with each row. */
async function memoryOf(service, database) {
  const known = memories.get(service);
  if (known) return Object.assign(known, { database });
  const { LinkMemory } = await import(`${dist}trace/memory/link-memory.js`);
  const { heldOf } = await import(`${dist}trace/memory/scope.js`);
  // Each row has a connection of its own, and all share the graph.
  const found = { database };
  const tx = { query: async (sql, values) => (await found.database.query(sql, values)).rows };
  const transaction = async (work) => {
    await tx.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const result = await work(tx);
    await tx.query('COMMIT');
    return result;
  };
  const logger = { info: () => undefined, warn: () => undefined };
  const memory = new LinkMemory({ logger, bytesMax: Infinity });
  memory.open({ transaction });
  const began = performance.now();
  await memory.step();
  const seconds = (performance.now() - began) / 1_000;
  const { bytes } = memory.reached;
  const cost = `read in ${seconds.toFixed(0)} s, ${Math.round(bytes / (links / 1_000_000) / 1_000_000)} MB a million links`;
  const verdicts = (graph, { batches, parents }) =>
    batches.flatMap((batch, i) => {
      const id = graph.batches.idOf(batch);
      const by = parents[i] < 0 ? null : graph.batches.idOf(graph.rows.batch[parents[i]]);
      return [...heldOf(graph, batch)].map(([spot, quantity]) => ({
        ...{ id, spot, parent: by, quantity },
        verdict: 'certain',
      }));
    });
  memories.set(service, found);
  return Object.assign(found, { within: (...asked) => memory.within(...asked), verdicts, cost });
}

const memories = new WeakMap();

/** The last batch of the chain from which so many holdings are reached; or as many of the first ones as reach them together. */
async function startsReaching(database, holdings) {
  const reaches = async (ids) => {
    const sql = `SELECT count(*) FROM (${reachSql()}) reached`;
    return Number((await database.query(sql, [ids])).rows[0].count) >= holdings;
  };
  for (let layer = lastLayer; layer >= 0; layer -= 1) {
    const [id] = await batchesOf(database, layer, 1);
    if (await reaches([id])) return [id];
  }
  const ids = await batchesOf(database, 0, 10_000);
  let [few, many] = [1, 2];
  while (!(await reaches(ids.slice(0, many)))) {
    if (many >= ids.length)
      throw new Error(`a chain of ${links} links has no ${holdings} to reach`);
    [few, many] = [many, many * 2];
  }
  while (many - few > 1) {
    const half = (few + many) >> 1;
    if (await reaches(ids.slice(0, half))) many = half;
    else few = half;
  }
  return ids.slice(0, many);
}

/** Batches in the middle of a layer: its first are the hubs. */
async function batchesOf(database, layer, count) {
  const { rows } = await database.query(
    `SELECT ${batchIdSql(String(layer), '100 + n')}::text AS id FROM generate_series(0, ${count - 1}) n ORDER BY n`,
  );
  return rows.map(({ id }) => id);
}

function reachSql() {
  return `
    WITH RECURSIVE reach AS (
      SELECT id COLLATE "C" AS id, 0 AS depth, NULL::text COLLATE "C" AS parent FROM unnest($1::text[]) AS start (id)
      UNION
      SELECT made.to_batch, reach.depth + 1, reach.id FROM reach
      JOIN flow used ON used.from_batch = reach.id AND used.to_holder = 'transformation' AND used.superseded_at IS NULL
      JOIN flow made ON made.ref = used.ref AND made.from_holder = 'transformation' AND made.to_kind <> 'account'
        AND made.superseded_at IS NULL
    )
    SELECT DISTINCT ON (id) id, depth, parent, holding.amount AS quantity
    FROM reach JOIN holding ON holding.batch_id = reach.id AND holding.book = 'goods'
    ORDER BY id, depth, parent`;
}
