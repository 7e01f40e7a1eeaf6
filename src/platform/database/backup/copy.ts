import { Readable, Writable } from 'node:stream';
import type pg from 'pg';

/** What we use of a connection of `pg`: COPY is in its protocol layer but not in its public types. */
interface Connection {
  readonly stream: NodeJS.ReadableStream & NodeJS.WritableStream & { writableNeedDrain: boolean };
  query(sql: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  sendCopyFail(reason: string): void;
  endCopyFrom(): void;
}

/** The rows of a `COPY ... TO STDOUT`, in PostgreSQL's text form, as fast as the reader takes them. */
export function copyOut(client: pg.Client, sql: string): Readable {
  return send(client, new CopyOut(sql));
}

/** Takes text for a `COPY ... FROM STDIN`; finished when PostgreSQL has stored all of it. */
export function copyIn(client: pg.Client, sql: string): Writable {
  return send(client, new CopyIn(sql));
}

/** `pg` runs any object that handles the messages of its statement, though it declares only some of them. */
function send<Statement extends Readable | Writable>(
  client: pg.Client,
  statement: Statement,
): Statement {
  client.query(statement as unknown as pg.Submittable);
  return statement;
}

class CopyOut extends Readable {
  private connection: Connection | undefined;

  constructor(private readonly sql: string) {
    super();
  }

  submit(connection: Connection): void {
    this.connection = connection;
    connection.query(this.sql);
  }

  override _read(): void {
    this.connection?.stream.resume();
  }

  handleCopyData({ chunk }: { chunk: Buffer }): void {
    // Copied, because it lies in a buffer that the connection uses again.
    if (!this.push(Buffer.from(chunk))) this.connection?.stream.pause();
  }

  handleCommandComplete(): void {}

  handleReadyForQuery(): void {
    this.push(null);
  }

  handleError(error: Error): void {
    this.destroy(error);
  }
}

class CopyIn extends Writable {
  private connection: Connection | undefined;
  private open: (error?: Error) => void = () => undefined;
  private stored: (error?: Error) => void = () => undefined;
  private isOver = false;

  constructor(private readonly sql: string) {
    super();
  }

  submit(connection: Connection): void {
    this.connection = connection;
    connection.query(this.sql);
  }

  /** Writing begins when the server has said that it expects data. */
  override _construct(callback: (error?: Error) => void): void {
    this.open = callback;
  }

  handleCopyInResponse(): void {
    this.open();
  }

  override _write(chunk: Buffer, _encoding: string, callback: (error?: Error) => void): void {
    this.connection?.sendCopyFromChunk(chunk);
    if (this.connection?.stream.writableNeedDrain) this.connection.stream.once('drain', callback);
    else callback();
  }

  override _final(callback: (error?: Error) => void): void {
    this.stored = callback;
    this.connection?.endCopyFrom();
  }

  handleCommandComplete(): void {
    this.isOver = true;
  }

  handleReadyForQuery(): void {
    this.stored();
  }

  handleError(error: Error): void {
    this.isOver = true;
    this.open(error);
    this.destroy(error);
  }

  /** A source that breaks off must not look like one that ended: the server discards what it has. */
  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    if (!this.isOver) this.connection?.sendCopyFail('the source broke off');
    callback(error);
  }
}
