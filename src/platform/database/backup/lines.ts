import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';

const newline = 0x0a;

/** Reads a gzipped text line by line, or many lines at a time where nobody looks into them. */
export class LineReader {
  private readonly chunks: AsyncIterator<Buffer, undefined>;
  private rest: Buffer = Buffer.alloc(0);

  constructor(file: string) {
    const source = createReadStream(file);
    const text = createGunzip();
    source.on('error', (error) => text.destroy(error));
    this.chunks = source.pipe(text)[Symbol.asyncIterator]() as AsyncIterator<Buffer, undefined>;
  }

  /** The next line without its end. */
  async line(): Promise<string> {
    for (;;) {
      const end = this.rest.indexOf(newline);
      if (end >= 0) return this.take(end + 1).toString('utf8', 0, end);
      if (!(await this.more())) throw new Error('the file was cut off');
    }
  }

  /** Whole lines as they come, up to the line that is `marker`, which is passed over. */
  async *linesUntil(marker: string): AsyncGenerator<Buffer> {
    const last = Buffer.from(`${marker}\n`);
    for (;;) {
      const found = this.startOf(last);
      if (found >= 0) {
        if (found > 0) yield this.take(found);
        this.take(last.length);
        return;
      }
      // The line that is still coming in stays: it may be the marker.
      const whole = this.rest.lastIndexOf(newline) + 1;
      if (whole > 0) yield this.take(whole);
      if (!(await this.more())) throw new Error('the file was cut off');
    }
  }

  /** Where a line that equals `last` begins, or -1. What is held always begins with a line. */
  private startOf(last: Buffer): number {
    if (this.rest.subarray(0, last.length).equals(last)) return 0;
    const after = this.rest.indexOf(Buffer.concat([Buffer.of(newline), last]));
    return after < 0 ? -1 : after + 1;
  }

  private take(length: number): Buffer {
    const taken = this.rest.subarray(0, length);
    this.rest = this.rest.subarray(length);
    return taken;
  }

  private async more(): Promise<boolean> {
    const next: IteratorResult<Buffer, undefined> = await this.chunks.next();
    if (next.done) return false;
    this.rest = Buffer.concat([this.rest, next.value]);
    return true;
  }
}
