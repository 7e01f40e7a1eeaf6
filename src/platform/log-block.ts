import type { pino } from 'pino';

type Stream = ReturnType<typeof pino.destination>;

/** Bytes of lines that are gathered before they are handed on. */
export const blockBytes = 16_000;

/** A character takes three bytes at most; those that take four are two for JavaScript. */
const bytesOfCharacterMax = 3;

/**
 * Makes a stream of the library take its lines in one block of bytes, which is handed on when it is full, and before anything that
 * empties the stream: at its intervals, at a fatal line, and when the process ends by itself.
 */
export function gatheringLines(stream: Stream): Stream {
  const write = stream.write.bind(stream) as unknown as (bytes: Buffer) => boolean;
  const flush = stream.flush.bind(stream);
  const flushSync = stream.flushSync.bind(stream);
  const end = stream.end.bind(stream);
  const lazy = stream as unknown as { minLength: number };
  let block = Buffer.allocUnsafe(blockBytes);
  let filled = 0;
  const handOn = () => {
    if (filled === 0) return;
    write(block.subarray(0, filled));
    block = Buffer.allocUnsafe(blockBytes);
    filled = 0;
  };
  return Object.assign(stream, {
    write: (line: string) => {
      const bytesMax = line.length * bytesOfCharacterMax;
      if (filled + bytesMax > blockBytes) handOn();
      if (bytesMax > blockBytes) return write(Buffer.from(line));
      filled += block.write(line, filled);
      return true;
    },
    flush: (done?: (error?: Error) => void) => {
      handOn();
      flush(done);
    },
    flushSync: () => {
      // The library would begin to write a block on another thread, and not wait for it: a process that ends would be faster.
      const { minLength } = lazy;
      lazy.minLength = Infinity;
      handOn();
      lazy.minLength = minLength;
      flushSync();
    },
    end: () => {
      handOn();
      end();
    },
  });
}
