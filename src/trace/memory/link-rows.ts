import { grown } from './id-table.js';

/** Which flow a row is of its event: what a late event replaces has another version. */
export interface FlowPlace {
  readonly position: number;
  readonly version: number;
  readonly part: number;
}

/** One flow of a named batch, everything by number. */
export interface LinkRow extends FlowPlace {
  readonly event: number;
  readonly batch: number;
  readonly from: number;
  readonly to: number;
  /** Its instant in the books, in epoch milliseconds. */
  readonly at: number;
  readonly amount: bigint;
}

const none = -1;

/**
 * Flows in columns of numbers, 52 bytes each, listed by their batch and by their event. Walks read the columns, so that
 * a trace makes no object for what it only passes.
 */
export class LinkRows {
  event = new Int32Array(1024);
  /** -1 in a row that was dropped. */
  batch = new Int32Array(1024);
  from = new Int32Array(1024);
  to = new Int32Array(1024);
  at = new Float64Array(1024);
  amount = new BigInt64Array(1024);
  private position = new Int32Array(1024);
  private version = new Int32Array(1024);
  private part = new Int32Array(1024);
  private nextOfBatch = new Int32Array(1024);
  private nextOfEvent = new Int32Array(1024);
  private firstOfBatch = new Int32Array(1024).fill(none);
  private firstOfEvent = new Int32Array(1024).fill(none);
  private added = 0;
  private dropped = 0;

  get bytes(): number {
    const heads = this.firstOfBatch.byteLength + this.firstOfEvent.byteLength;
    return heads + 52 * this.event.length;
  }

  /** Rows in use, and rows that only take room. */
  get count(): number {
    return this.added - this.dropped;
  }

  get waste(): number {
    return this.dropped;
  }

  add({ event, batch, from, to, at, amount, position, version, part }: LinkRow): void {
    const row = this.added;
    this.added += 1;
    if (this.added > this.event.length) this.widen();
    this.event[row] = event;
    this.batch[row] = batch;
    this.from[row] = from;
    this.to[row] = to;
    this.at[row] = at;
    this.amount[row] = amount;
    this.position[row] = position;
    this.version[row] = version;
    this.part[row] = part;
    this.firstOfBatch = withHead(this.firstOfBatch, batch);
    this.firstOfEvent = withHead(this.firstOfEvent, event);
    this.nextOfBatch[row] = this.firstOfBatch[batch] ?? none;
    this.firstOfBatch[batch] = row;
    this.nextOfEvent[row] = this.firstOfEvent[event] ?? none;
    this.firstOfEvent[event] = row;
  }

  /** The row of this flow; -1: there is none. Looks through the rows of its event. */
  find(event: number, { position, version, part }: FlowPlace): number {
    let row = this.ofEvent(event);
    while (row !== none) {
      const isSame = this.position[row] === position && this.version[row] === version;
      if (isSame && this.part[row] === part) break;
      row = this.afterInEvent(row);
    }
    return row;
  }

  /** It stays where it is, and is passed over. */
  drop(row: number): void {
    this.batch[row] = none;
    this.dropped += 1;
  }

  /** The first row of a batch; -1: it has none. The order says nothing. */
  ofBatch(batch: number): number {
    return this.past(this.nextOfBatch, this.firstOfBatch[batch] ?? none);
  }

  afterInBatch(row: number): number {
    return this.past(this.nextOfBatch, this.nextOfBatch[row] ?? none);
  }

  /** The first row of an event; -1: it has none. */
  ofEvent(event: number): number {
    return this.past(this.nextOfEvent, this.firstOfEvent[event] ?? none);
  }

  afterInEvent(row: number): number {
    return this.past(this.nextOfEvent, this.nextOfEvent[row] ?? none);
  }

  /** This row, or the next in its list that was not dropped. */
  private past(next: Int32Array, from: number): number {
    let row = from;
    while (row !== none && this.batch[row] === none) row = next[row] ?? none;
    return row;
  }

  private widen(): void {
    this.event = grown(this.event, Int32Array);
    this.batch = grown(this.batch, Int32Array);
    this.from = grown(this.from, Int32Array);
    this.to = grown(this.to, Int32Array);
    this.at = grown(this.at, Float64Array);
    this.amount = grown(this.amount, BigInt64Array);
    this.position = grown(this.position, Int32Array);
    this.version = grown(this.version, Int32Array);
    this.part = grown(this.part, Int32Array);
    this.nextOfBatch = grown(this.nextOfBatch, Int32Array);
    this.nextOfEvent = grown(this.nextOfEvent, Int32Array);
  }
}

/** Heads of lists with room for one more. */
function withHead(heads: Int32Array<ArrayBuffer>, number: number): Int32Array<ArrayBuffer> {
  if (number < heads.length) return heads;
  const wider = new Int32Array(Math.max(2 * heads.length, number + 1)).fill(none);
  wider.set(heads);
  return wider;
}
