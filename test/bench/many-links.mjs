// A chain of many batches, put into the books set by set: sixteen layers, each batch made of one to three of the layer before it near
// its own place, and of every fiftieth one of twenty hubs, which are in thousands of others. Rows are those of folded transformations;
// of the events behind them there are none, since a trace that sees everything asks for none.
import pg from 'pg';

const layers = 16;
export const lastLayer = layers - 1;
const hubs = 20;
/** Parents in a hundred: 55 have one, 30 two, 15 three, and two in a hundred a hub as well. */
const linksPerBatch = 1.62;

/** How many batches a layer has in a chain of so many links. */
const layerOf = (links) => Math.ceil(links / linksPerBatch / lastLayer);

/** The id of a batch by its layer and its place there. */
export const batchIdSql = (layer, place) =>
  `md5('bench batch ' || ${layer} || ' ' || ${place})::uuid`;

/** Adds a chain of so many links, once for a service. */
export async function chainOf(service, links) {
  if (chained.get(service) === links) return;
  if (chained.has(service)) throw new Error('there is a chain of another size already');
  chained.set(service, links);
  const owner = new pg.Client({ connectionString: service.databaseUrl });
  await owner.connect();
  try {
    for (const sql of statements(layerOf(links))) await owner.query(sql);
  } finally {
    await owner.end();
  }
}

const chained = new WeakMap();

const chance = (of, percent) => `abs(hashtext(${of})) % 100 < ${percent}`;

function statements(each) {
  const product = (layer) => `md5('bench product ' || ${layer})::uuid::text`;
  const place = (at) => `md5('bench place ' || ${at} % 997)::uuid::text`;
  return [
    `CREATE UNLOGGED TABLE bench_link AS
     SELECT layer, place, parent, row_number() OVER (PARTITION BY layer, place) - 1 AS position
     FROM generate_series(1, ${lastLayer}) layer, generate_series(0, ${each - 1}) place, LATERAL (
       SELECT (place + abs(hashtext(layer || ' near ' || place)) % 40) % ${each}
       UNION SELECT (place + 40 + abs(hashtext(layer || ' second ' || place)) % 40) % ${each}
       WHERE ${chance("layer || ' two ' || place", 45)}
       UNION SELECT (place + 80 + abs(hashtext(layer || ' third ' || place)) % 40) % ${each}
       WHERE ${chance("layer || ' three ' || place", 15)}
       UNION SELECT abs(hashtext(layer || ' which ' || place)) % ${hubs} WHERE ${chance("layer || ' hub ' || place", 2)}
     ) near (parent)`,
    `CREATE UNLOGGED TABLE bench_batch AS
     SELECT layer, place, ${batchIdSql('layer', 'place')} AS id, md5('bench event ' || layer || ' ' || place)::uuid AS ref,
       timestamptz '2001-01-01' + layer * interval '1 day' + place * interval '1 ms' AS at,
       ${place('place')} AS holder, ${product('layer')} AS product,
       5::bigint AS kept
     FROM generate_series(0, ${lastLayer}) layer, generate_series(0, ${each - 1}) place`,
    'CREATE UNIQUE INDEX ON bench_batch (layer, place)',
    'CREATE INDEX ON bench_link (layer, parent)',
    `UPDATE bench_batch SET kept = kept + 10 * children.count FROM (
       SELECT layer - 1 AS layer, parent AS place, count(*) FROM bench_link GROUP BY 1, 2) children
     WHERE (children.layer, children.place) = (bench_batch.layer, bench_batch.place)`,
    `INSERT INTO batch (id, product_id, number, mentioned_at)
     SELECT id, product::uuid, layer || '-' || place, at FROM bench_batch`,
    `INSERT INTO posting (ref, position, version, at, rank, author, event_id, body, recorded_at)
     SELECT ref, 10000, 0, at, 1, holder, 'bench:' || ref, json '{}', at FROM bench_batch
     UNION ALL SELECT ref, position, 0, at, 3, holder, 'bench:' || ref, json '{}', at
     FROM bench_link JOIN bench_batch USING (layer, place)`,
    `INSERT INTO flow (ref, position, version, part, at, from_kind, from_holder, from_product, from_uom, from_batch,
       from_book, to_kind, to_holder, to_product, to_uom, to_batch, to_owner, to_book, amount, least, most, evidence, recorded_at)
     SELECT ref, 10000, 0, 0, at, 'account', CASE layer WHEN 0 THEN 'made' ELSE 'transformation' END, product, 'KGM', id::text,
       'goods', 'place', holder, product, 'KGM', id::text, NULL, 'goods', kept, kept, kept, 'recorded', at
     FROM bench_batch`,
    `INSERT INTO flow (ref, position, version, part, at, from_kind, from_holder, from_product, from_uom, from_batch,
       from_book, to_kind, to_holder, to_product, to_uom, to_batch, to_book, amount, least, most, evidence, recorded_at)
     SELECT child.ref, position, 0, 0, child.at, 'place', parent.holder, parent.product, 'KGM', parent.id::text,
       'goods', 'account', 'transformation', parent.product, 'KGM', parent.id::text, 'goods', 10, 10, 10, 'recorded', child.at
     FROM bench_link link JOIN bench_batch child USING (layer, place)
     JOIN bench_batch parent ON (parent.layer, parent.place) = (link.layer - 1, link.parent)`,
    `INSERT INTO holding (holder_kind, holder, product_id, uom, batch_id, owner, book, amount, changed_at)
     SELECT 'place', holder, product, 'KGM', id::text, '', 'goods', 5, at FROM bench_batch`,
    'DROP TABLE bench_link, bench_batch',
    'VACUUM ANALYZE flow, posting, holding, batch',
  ];
}
