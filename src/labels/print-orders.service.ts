import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/index.js';
import { faultyRequest, notFound, present, Problem } from '../kernel/index.js';
import { appendFeed } from '../log/index.js';
import {
  Clock,
  Config,
  Database,
  Places,
  Random,
  type Language,
  type Reader,
} from '../platform/index.js';
import { goodsOf } from './labels.service.js';
import type { LabelledRun } from './labelled-runs.store.js';
import { ownRun, wholeStretch } from './own-runs.js';
import {
  digesting,
  headRow,
  orderRowsMax,
  rowsOf,
  stretchOf,
  type PrintedRun,
  type PrintFile,
  type PrintOrder,
} from './print-order.js';
import { insertPrintOrder, selectPrintOrder } from './print-orders.store.js';
import type { QrCase } from './printed-link.js';

/** Codes that are read at once. */
const pageRows = 2_000;

/** Print orders that one process writes down at once: each reads all its codes. Their files are read as they are taken. */
export const printOrdersAtOnceMax = 2;

/** What is wanted of a print house. Places are counted from 1; left out, the whole run. */
export interface WantedPrint {
  readonly from?: number;
  readonly to?: number;
  readonly perRoll?: number;
  readonly qrCase: QrCase;
  readonly language: Language;
}

/** A file on its way out, and what its manifest says of it. */
export interface LeavingFile {
  readonly told: PrintFile;
  readonly pieces: AsyncIterable<string>;
}

/** Hands codes to print houses: an order says what is in its files, and its files never change. */
@Injectable()
export class PrintOrdersService {
  private readonly places = new Places(printOrdersAtOnceMax, 'print orders');

  constructor(
    private readonly database: Database,
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /** Writes the order down with the digests of its files, which are made once without being kept. */
  async order(actor: Actor, runId: string, wanted: WantedPrint): Promise<PrintOrder> {
    const { organisationId } = actor;
    const reader = this.database.as({ organisationId });
    const run = await ownRun(reader, organisationId, { runId });
    const places = placesOf(run, wanted);
    const { product, madeOn, expiry } = goodsOf(run, wanted.language);
    const orderedAt = new Date(this.clock.now());
    const order = {
      ...{ id: this.random.uuid(), runId, ...places, perRoll: wanted.perRoll ?? null, product },
      ...{ baseUrl: this.config.publicUrl, qrCase: wanted.qrCase, madeOn, orderedAt },
      expiresOn: expiry?.on ?? null,
    };
    const files = await this.places.during(() => filesOf(reader, run, order));
    await this.database.transaction(
      async (tx) => {
        await insertPrintOrder(tx, organisationId, { ...order, files });
        const row = { id: this.random.uuid(), organisationId, recordedAt: orderedAt };
        const payload = { runId, ...places };
        appendFeed(tx, [{ ...row, kind: 'print-ordered', subject: order.id, payload }]);
      },
      { organisationId },
    );
    return { ...order, files };
  }

  async get({ organisationId }: Actor, id: string): Promise<PrintOrder> {
    const reader = this.database.as({ organisationId });
    const order = await selectPrintOrder(reader, organisationId, id);
    if (order === undefined) throw new Problem(notFound, 'There is no such print order of yours.');
    return order;
  }

  /** A file of an order, by its number from 1. Its pieces are read as they are taken, some thousand rows each. */
  async file(actor: Actor, id: string, number: number): Promise<LeavingFile> {
    const order = await this.get(actor, id);
    const told = order.files[number - 1];
    if (told === undefined) throw new Problem(notFound, 'The order has no file of this number.');
    const { organisationId } = actor;
    const reader = this.database.as({ organisationId });
    const run = await ownRun(reader, organisationId, { runId: order.runId });
    return { told, pieces: asOrdered(piecesOf(reader, run, order, number), told) };
  }
}

function placesOf(
  { size }: LabelledRun,
  { from = 1, to = size }: WantedPrint,
): Pick<PrintOrder, 'firstPlace' | 'lastPlace'> {
  const most = Math.min(size, from + orderRowsMax - 1);
  if (from <= size && from <= to && to <= most) return { firstPlace: from, lastPlace: to };
  const detail = `must be a stretch of the run, which has ${size} places, and at most ${orderRowsMax} of them`;
  throw faultyRequest([{ pointer: from > size ? '/from' : '/to', detail }]);
}

/** What the manifest says of each file, which is made for it and not kept. */
async function filesOf(
  reader: Reader,
  run: PrintedRun,
  order: Omit<PrintOrder, 'files'>,
): Promise<PrintFile[]> {
  const files: PrintFile[] = [];
  for (let number = 1; stretchOf(order, number) !== undefined; number++) {
    files.push(await digestOf(piecesOf(reader, run, order, number)));
  }
  return files;
}

interface Piece {
  readonly text: string;
  readonly rows: number;
}

async function* piecesOf(
  reader: Reader,
  run: PrintedRun,
  order: Omit<PrintOrder, 'files'>,
  number: number,
): AsyncGenerator<Piece> {
  const { from, to } = present(stretchOf(order, number), 'a stretch of the order');
  yield { text: headRow, rows: 0 };
  for (let first = from; first <= to; first += pageRows) {
    const page = { from: first, to: Math.min(to, first + pageRows - 1) };
    const codes = await wholeStretch(reader, run, page);
    yield { text: rowsOf(order, run, codes), rows: codes.length };
  }
}

async function digestOf(pieces: AsyncIterable<Piece>): Promise<PrintFile> {
  const digest = digesting();
  for await (const { text, rows } of pieces) digest.add(text, rows);
  return digest.done();
}

/** Breaks off before the end where the file is not what its manifest says: nobody takes it for whole. */
async function* asOrdered(pieces: AsyncIterable<Piece>, file: PrintFile): AsyncGenerator<string> {
  const digest = digesting();
  let held: string | undefined;
  for await (const { text, rows } of pieces) {
    if (held !== undefined) yield held;
    held = text;
    digest.add(text, rows);
  }
  if (digest.done().sha256 !== file.sha256) throw new Error('the file is not as it was ordered');
  if (held !== undefined) yield held;
}
