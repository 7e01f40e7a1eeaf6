import type { Eyes } from '../../access/index.js';
import { isSeenEventSql } from '../../events/index.js';
import {
  goodsKey,
  isSettling,
  keyOf,
  timelineKey,
  unitOf,
  standingKey,
  type Evidence,
  type Holder,
  type Line,
} from '../../holdings/index.js';
import { parseStored } from '../../kernel/index.js';
import type { Reader } from '../../platform/index.js';
import { lineColumns, lineFrom, lineTo, type End } from './line.sql.js';
import type { GraphFlow, GraphMove, Pool, Span, TraceGraph, Unnamed } from './graph.js';

/** Whose eyes and which moment a graph answers for. */
export interface Sight {
  /** Only events that they may see; null for all. */
  readonly eyes: Eyes | null;
  /** What was known at this instant; null for now. */
  readonly asOf: Date | null;
}

/**
 * The books in the database. All questions of one trace should come from one snapshot.
 * It keeps in mind what it was asked, to tell whether that is settling.
 */
export class StoredGraph implements TraceGraph {
  private readonly keys = new Set<string>();
  private readonly batches = new Set<string>();

  constructor(
    private readonly reader: Reader,
    private readonly sight: Sight,
  ) {}

  async flowsOfBatches(batches: readonly string[], rowsMax: number): Promise<GraphFlow[]> {
    for (const batch of batches) this.batches.add(batch);
    return this.flows('(link.from_batch = ANY($5) OR link.to_batch = ANY($5))', rowsMax, [batches]);
  }

  /** Those of these batches of which anything is in the books. */
  async seenBatches(batches: readonly string[]): Promise<string[]> {
    for (const batch of batches) this.batches.add(batch);
    const isSeen = (end: 'from' | 'to') =>
      `EXISTS (SELECT FROM flow link WHERE link.${end}_batch = id AND ${isInSight})`;
    const rows = await this.reader.query<{ id: string }>(
      `SELECT id FROM unnest($4::text[]) AS id WHERE ${isSeen('from')} OR ${isSeen('to')}`,
      [...this.parameters, batches],
    );
    return rows.map(({ id }) => id);
  }

  /** Every instance of a logistic unit that anybody named, by its canonical key. */
  async instancesOf(unit: string): Promise<string[]> {
    this.keys.add(timelineKey(unit));
    const rows = await this.reader.query<{ instance: string }>(
      `SELECT DISTINCT link.instance FROM unit_move link WHERE link.unit = $4 AND ${isInSight} ORDER BY 1`,
      [...this.parameters, unit],
    );
    return rows.map(({ instance }) => instance);
  }

  async flowsOfPools(pools: readonly Pool[], rowsMax: number): Promise<GraphFlow[]> {
    const telling = await this.withUnnamed(pools);
    if (telling.length === 0) return [];
    const asked = columnsOf(telling);
    // Each end has an index of its own, which one condition over both ends would not use.
    const [out, into] = [
      await this.flows(isInPool('from'), rowsMax, asked),
      await this.flows(isInPool('to'), rowsMax, asked),
    ];
    return [...out, ...into].slice(0, rowsMax);
  }

  /** The two small indexes of flows without a batch serve it, however much stood there under its batch. */
  async unnamedAt(placeId: string, product: string): Promise<Unnamed[]> {
    const side = (end: 'from' | 'to') => `
      SELECT link.${end}_kind AS kind, link.${end}_uom AS uom FROM flow link
      WHERE link.${end}_holder = $4 AND link.${end}_product = $5 AND link.${end}_batch IS NULL
        AND link.${end}_kind IN ('place', 'tank') AND ${isInSight}`;
    const rows = await this.reader.query<{ kind: Holder['kind']; uom: string }>(
      `${side('from')} UNION ${side('to')}`,
      [...this.parameters, placeId, product],
    );
    const found = rows.map(({ kind, uom }) => ({ holder: { kind, id: placeId }, uom }));
    for (const { holder, uom } of found) this.keys.add(goodsKey(holder, product, uom));
    return found;
  }

  async flowsOfEvents(refs: readonly string[], rowsMax: number): Promise<GraphFlow[]> {
    return this.flows('link.ref = ANY($5::uuid[])', rowsMax, [refs]);
  }

  async movesOf(instances: readonly string[]): Promise<GraphMove[]> {
    for (const instance of instances) this.keys.add(timelineKey(unitOf(instance)));
    const rows = await this.reader.query<MoveRow>(
      `SELECT ${moveColumns}
       FROM unit_move link ${withOrder} WHERE link.unit = ANY($5) AND link.instance = ANY($4) AND ${isInSight}
       ORDER BY posting.at, posting.rank, posting.author, posting.event_id, link.ref, link.position, link.part`,
      [...this.parameters, instances, instances.map(unitOf)],
    );
    return rows.map(toMove);
  }

  async movesInto(
    kind: 'place' | 'unit',
    ids: readonly string[],
    rowsMax: number,
  ): Promise<GraphMove[]> {
    const rows = await this.reader.query<MoveRow>(
      `SELECT ${moveColumns} FROM unit_move link ${withOrder}
       WHERE link.to_holder = ANY($5::text[]) AND link.to_kind = $6 AND link.to_kind IN ('place', 'unit') AND ${isInSight} LIMIT $4`,
      [...this.parameters, rowsMax, ids, kind],
    );
    for (const id of ids) this.keys.add(standingKey(kind, id));
    return rows.map(toMove);
  }

  /** Summed in the database: a place has as many rows as goods ever came and went, and few lines. */
  async linesAt(
    holders: readonly Holder[],
    since: number | null,
    rowsMax: number,
    until?: number,
  ): Promise<Line[]> {
    const last = until === undefined ? null : new Date(until).toISOString();
    const instant = since === null ? '-infinity' : new Date(since).toISOString();
    const side = (end: 'from' | 'to', amount: string) => `
      SELECT link.${end}_kind AS kind, link.${end}_holder AS holder, link.${end}_product AS product,
        link.${end}_uom AS uom, link.${end}_batch AS batch, link.at, ${amount} AS amount
      FROM flow link WHERE link.${end}_holder = ANY($6::text[]) AND link.${end}_kind = ANY($5::text[])
        AND link.${end}_book = 'goods' AND ${isInSight}
        AND ($8::timestamptz IS NULL OR EXISTS (SELECT FROM event WHERE event.id = link.ref AND event.at <= $8::timestamptz))`;
    const rows = await this.reader.query<LineRow>(
      `SELECT kind, holder, product, uom, batch
       FROM (${side('from', '-link.amount')} UNION ALL ${side('to', 'link.amount')}) line
       GROUP BY kind, holder, product, uom, batch
       HAVING bool_or(at >= $7::timestamptz OR amount = 0) OR sum(amount) > 0 LIMIT $4`,
      [
        ...[...this.parameters, rowsMax],
        ...[
          [...new Set(holders.map(({ kind }) => kind))],
          holders.map(({ id }) => id),
          instant,
          last,
        ],
      ],
    );
    return rows.map(({ kind, holder, product, uom, batch }) => {
      return { holder: { kind, id: holder }, product, uom, batch, owner: null, book: 'goods' };
    });
  }

  async spansOf(refs: readonly string[]): Promise<Map<string, Span>> {
    const rows = await this.reader.query<{ id: string; at: Date; until: Date }>(
      'SELECT id, at, until FROM event WHERE id = ANY($1::uuid[])',
      [refs],
    );
    return new Map(
      rows.map(({ id, at, until }) => [id, { from: at.getTime(), until: until.getTime() }]),
    );
  }

  /** Busy places would bring all that ever stood there: the two small indexes of flows without a batch tell which matter. */
  private async withUnnamed(pools: readonly Pool[]): Promise<readonly Pool[]> {
    const rows = await this.reader.query<{ readonly at: number }>(
      `SELECT at::int FROM unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY AS pool (kind, holder, product, at)
       WHERE kind <> 'place' OR ${isUnnamed('from')} OR ${isUnnamed('to')} ORDER BY at`,
      columnsOf(pools),
    );
    return rows.flatMap(({ at }) => pools[at - 1] ?? []);
  }

  private async flows(
    condition: string,
    rowsMax: number,
    asked: readonly unknown[],
  ): Promise<GraphFlow[]> {
    const rows = await this.reader.query<FlowRow>(
      `SELECT ${orderColumns}, link.part, ${lineColumns('from')}, ${lineColumns('to')},
         link.amount, link.least, link.most, link.evidence, link.place, link.reason
       FROM flow link ${withOrder} WHERE ${condition} AND ${isInSight} LIMIT $4`,
      [...this.parameters, rowsMax, ...asked],
    );
    const flows = rows.map(toFlow);
    for (const { flow } of flows) {
      for (const key of [keyOf(flow.from), keyOf(flow.to)]) if (key !== null) this.keys.add(key);
    }
    return flows;
  }

  /** Whether a late record may yet change what was read; `partyId` is null for those who may see everything. */
  async isSettling(partyId: string | null): Promise<boolean> {
    const [keys, things] = [[...this.keys], [...this.batches]];
    return isSettling(this.reader, { keys, things, partyId });
  }

  private get parameters(): unknown[] {
    const { eyes, asOf } = this.sight;
    const moment = asOf?.toISOString() ?? 'infinity';
    return [moment, eyes?.organisationId ?? null, eyes?.oversees ?? null];
  }
}

function columnsOf(pools: readonly Pool[]): [string[], string[], string[]] {
  return [
    pools.map(({ holder }) => holder.kind),
    pools.map(({ holder }) => holder.id),
    pools.map(({ product }) => product),
  ];
}

const isUnnamed = (end: 'from' | 'to') => `EXISTS (
  SELECT FROM flow WHERE ${end}_holder = pool.holder AND ${end}_product = pool.product AND ${end}_batch IS NULL)`;

/** The first three parameters of every statement: the moment, who is looking, and what they oversee. */
const isInSight = `
  link.recorded_at <= $1::timestamptz AND (link.superseded_at IS NULL OR link.superseded_at > $1::timestamptz)
  AND ($2::uuid IS NULL OR EXISTS (
    SELECT FROM event
    WHERE event.id = link.ref AND ${isSeenEventSql({ organisation: '$2', oversees: '$3' })}))`;

const withOrder = 'JOIN posting USING (ref, position, version)';

const orderColumns = `
  link.ref, link.position, posting.at, posting.rank, posting.author, posting.event_id AS "eventId"`;

const moveColumns = `
  ${orderColumns}, link.instance, link.to_kind, link.to_holder, link.custody`;

/** Units, tanks and transit lines are asked for whole, places by product. */
const isInPool = (end: 'from' | 'to') => `
  link.${end}_holder = ANY($6::text[])
  AND EXISTS (SELECT FROM unnest($5::text[], $6::text[], $7::text[]) AS pool (kind, holder, product)
    WHERE (link.${end}_kind, link.${end}_holder) = (pool.kind, pool.holder)
      AND (pool.kind <> 'place' OR link.${end}_product = pool.product))`;

interface OrderRow {
  readonly ref: string;
  readonly position: number;
  readonly at: Date;
  readonly rank: number;
  readonly author: string;
  readonly eventId: string;
}

interface MoveRow extends OrderRow {
  readonly instance: string;
  readonly to_kind: GraphMove['to']['kind'];
  readonly to_holder: string | null;
  readonly custody: string | null;
}

interface LineRow {
  readonly kind: Holder['kind'];
  readonly holder: string;
  readonly product: string;
  readonly uom: string;
  readonly batch: string | null;
}

interface FlowRow extends OrderRow, End<'from'>, End<'to'> {
  readonly part: number;
  readonly amount: string;
  readonly least: string;
  readonly most: string;
  readonly evidence: Evidence;
  readonly place: string | null;
  readonly reason: string | null;
}

function orderOf({ ref, position, at, rank, author, eventId }: OrderRow) {
  return { ref, position, at: at.getTime(), rank, author, eventId };
}

function toMove(row: MoveRow): GraphMove {
  const { instance, to_kind: kind, to_holder: id, custody } = row;
  return { order: orderOf(row), instance, to: { kind, id }, custody };
}

function toFlow(row: FlowRow): GraphFlow {
  const { amount, least, most, evidence, place, reason } = row;
  const figure = (text: string) => parseStored(text);
  return {
    order: orderOf(row),
    part: row.part,
    flow: {
      from: lineFrom(row),
      to: lineTo(row),
      ...{ amount: figure(amount), least: figure(least), most: figure(most) },
      ...{ evidence, place, reason },
    },
  };
}
