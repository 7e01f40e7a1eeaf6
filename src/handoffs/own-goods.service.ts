import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/index.js';
import {
  goodsKey,
  isSettling,
  rangesNow,
  timelineKey,
  type BatchRange,
} from '../holdings/index.js';
import { formatAmount, grouped, parseStored } from '../kernel/index.js';
import { Database, type Reader } from '../platform/index.js';
import {
  selectBookings,
  selectGoods,
  selectProductOf,
  selectUnits,
  selectViewer,
  type AskedGoods,
  type BookingRow,
  type GoodsRow,
  type Viewer,
} from './own-goods.store.js';
import { ownUnitsOf, type OwnUnit } from './own-units.js';
import { candidatesOf } from './unnamed-goods.js';

/** A line of goods as its holder sees it. */
export interface OwnLine {
  readonly row: GoodsRow;
  /** Of goods in a unit: where that is. */
  readonly unit: OwnUnit | undefined;
  /** One figure: exact, or the guess that the oldest was drawn first. Decimal text. */
  readonly amount: string;
  /** What the books force, where draws without a batch leave it open. */
  readonly range: BatchRange | undefined;
  /** Of goods without a batch: which batches they may be of. */
  readonly candidates: readonly BatchRange[];
}

export interface OwnGoods {
  readonly lines: readonly OwnLine[];
  readonly bookings: readonly BookingRow[];
  /** A late record of these goods is still being worked in. */
  readonly settling: boolean;
}

const nothing: OwnGoods = { lines: [], bookings: [], settling: false };

/**
 * What is where, in an organisation's own view: goods at its places, in units that it has, and on the way from or
 * to it. Of what is not its own it gets nothing, just as of what does not exist.
 */
@Injectable()
export class OwnGoodsService {
  constructor(private readonly database: Database) {}

  async ofBatch(actor: Actor, batch: string): Promise<OwnGoods> {
    return this.atOneMoment(actor, async (reader, viewer) => {
      // Of a batch that does not exist as much is asked as of one that is not the viewer's.
      const product = (await selectProductOf(reader, batch)) ?? '';
      const goods = await read(reader, viewer, { product, batch });
      return { ...goods, lines: goods.lines.filter((line) => concerns(line, batch)) };
    });
  }

  async ofProduct(actor: Actor, product: string): Promise<OwnGoods> {
    return this.atOneMoment(actor, (reader, viewer) =>
      read(reader, viewer, { product, batch: null }),
    );
  }

  private async atOneMoment(
    { organisationId }: Actor,
    work: (reader: Reader, viewer: Viewer) => Promise<OwnGoods>,
  ): Promise<OwnGoods> {
    return this.database.transaction(
      async (tx) => {
        const viewer = await selectViewer(tx, organisationId);
        if (viewer === undefined) return nothing;
        tx.become('trace');
        return work(tx, viewer);
      },
      { organisationId, snapshot: true },
    );
  }
}

/** Goods of the batch, and goods without a batch that may be of it. */
function concerns({ row, candidates }: OwnLine, batch: string): boolean {
  return row.batch === batch || candidates.some((candidate) => candidate.batch === batch);
}

async function read(reader: Reader, viewer: Viewer, asked: AskedGoods): Promise<OwnGoods> {
  const rows = await selectGoods(reader, viewer, asked);
  const instances = rows.filter(({ kind }) => kind === 'unit').map(({ holder }) => holder);
  const units = await ownUnitsOf(
    reader,
    viewer,
    await selectUnits(reader, viewer, 'instance', [...new Set(instances)]),
  );
  const lines: OwnLine[] = [];
  for (const pool of poolsOf(rows)) {
    const unit = units.get(pool[0]?.holder ?? '');
    for (const line of await poolLines(reader, pool)) lines.push({ ...line, unit });
  }
  const settling = await isSettling(reader, {
    keys: rows.flatMap((row) => keysOfRow(row, units.get(row.holder))),
    things: [asked.batch ?? asked.product],
    partyId: viewer.partyId,
  });
  return { lines, bookings: await selectBookings(reader, viewer, asked), settling };
}

/** Keys of the goods, and of the unit that they are in and the outermost around it. */
function keysOfRow({ kind, holder, product, uom }: GoodsRow, around?: OwnUnit): string[] {
  const units = around === undefined ? [] : [around.unit.unit, around.outermost.unit];
  return [goodsKey({ kind, id: holder }, product, uom), ...units.map(timelineKey)];
}

/** Rows by holder and unit of measure; draws concern all batches of theirs. */
function poolsOf(rows: readonly GoodsRow[]): GoodsRow[][] {
  const pools = grouped(rows, ({ kind, holder, uom }) => `${kind}:${holder}|${uom}`);
  return [...pools.values()];
}

async function poolLines(
  reader: Reader,
  pool: readonly GoodsRow[],
): Promise<Omit<OwnLine, 'unit'>[]> {
  const goods = pool.filter(({ book }) => book === 'goods');
  const draws = pool.find(({ book }) => book === 'draws');
  const ranges = draws === undefined ? [] : await rangesNow(reader, heldPool(draws));
  const lines: Omit<OwnLine, 'unit'>[] = [];
  for (const row of goods) {
    const range = ranges.find(({ batch }) => batch === row.batch);
    const candidates = row.batch === null ? await candidatesIn(reader, row) : [];
    const amount = range === undefined ? row.amount : formatAmount(range.guess);
    lines.push({ row, amount, range, candidates });
  }
  return lines;
}

async function candidatesIn(reader: Reader, row: GoodsRow): Promise<BatchRange[]> {
  return candidatesOf(reader, row, parseStored(row.amount));
}

function heldPool({ kind, holder, product, uom }: GoodsRow) {
  return { holder: { kind, id: holder }, product, uom };
}
