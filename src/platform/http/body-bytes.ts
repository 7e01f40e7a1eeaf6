import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { Request, Response } from 'express';
import { Problem, type ProblemKind } from '../../kernel/index.js';
import { bodyTooLarge, unsupportedMediaType } from './http.problems.js';

const inflaters = {
  gzip: createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
} as const;

/**
 * The bytes of a body, inflated; the limit binds what comes out, so a small bomb stays small. What is too long by its
 * own word is not begun. The rest of a body that is refused on the way is thrown away, so that its connection goes on.
 */
export async function readBytes(
  request: Request,
  response: Response,
  bounds: BodyBounds,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  await readChunks({ request, response }, bounds, (chunk) => chunks.push(chunk));
  return Buffer.concat(chunks);
}

export interface BodyBounds {
  readonly bytesMax: number;
  /** What is said of a body that breaks off. */
  readonly malformed: ProblemKind;
}

/** As `readBytes`, piece by piece: what `take` throws ends the reading. */
export async function readChunks(
  { request, response }: { readonly request: Request; readonly response: Response },
  { bytesMax, malformed }: BodyBounds,
  take: (chunk: Buffer) => void,
): Promise<void> {
  const tooLarge = () =>
    new Problem(bodyTooLarge, `A body here may have at most ${bytesMax} bytes.`);
  if (Number(request.headers['content-length'] ?? 0) > bytesMax) throw tooLarge();
  const body = inflated(request);
  if (isAwaitingConsent(request)) response.writeContinue();
  try {
    await passed(body, counted(bytesMax, tooLarge, take));
  } catch (error) {
    letGo(request, body);
    if (error instanceof Problem) throw error;
    throw new Problem(malformed, 'The body ended early, or is not compressed as it says.');
  }
}

function counted(bytesMax: number, tooLarge: () => Problem, take: (chunk: Buffer) => void) {
  let size = 0;
  return (chunk: Buffer) => {
    size += chunk.byteLength;
    if (size > bytesMax) throw tooLarge();
    take(chunk);
  };
}

/** By events, since a stream's iterator costs a short body more than its reading does. */
function passed(body: Readable, take: (chunk: Buffer) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (outcome: () => void) => {
      body.off('data', pass).off('end', whole).off('error', broken).off('close', cut);
      outcome();
    };
    const pass = (chunk: Buffer) => {
      try {
        take(chunk);
      } catch (error) {
        broken(error);
      }
    };
    const whole = () => end(resolve);
    const broken = (error: unknown) =>
      end(() => reject(error instanceof Error ? error : new Error(String(error))));
    const cut = () => broken(new Error('the stream was closed before its end'));
    body.on('data', pass).once('end', whole).once('error', broken).once('close', cut);
  });
}

function inflated(request: Request): Readable {
  const encoding = (request.headers['content-encoding'] ?? 'identity').toLowerCase();
  if (encoding === 'identity') return request;
  if (!Object.hasOwn(inflaters, encoding)) {
    throw new Problem(unsupportedMediaType, 'Send the body plain, or with gzip, deflate or br.');
  }
  const inflater = inflaters[encoding as keyof typeof inflaters]();
  // What is compressed can end before the body does; what comes after it is nobody's and must not end the process.
  inflater.on('error', () => undefined);
  // A pipe does not pass on that its source broke off, and would wait for ever.
  request.once('error', (error) => inflater.destroy(error));
  request.once('close', () => {
    if (!request.complete) inflater.destroy(new Error('the sender hung up'));
  });
  return request.pipe(inflater);
}

function letGo(request: Request, body: Readable): void {
  if (body !== request) {
    request.unpipe();
    body.destroy();
  }
  request.resume();
}

/** A careful client sends the head alone first and its body only when it is told to go on (RFC 9110, 10.1.1). */
function isAwaitingConsent({ headers }: Request): boolean {
  return headers.expect?.toLowerCase() === '100-continue';
}
