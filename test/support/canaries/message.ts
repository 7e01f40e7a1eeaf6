import { brotliDecompressSync, constants, gunzipSync, inflateSync } from 'node:zlib';

/** One HTTP message as it left on the wire: its head as it is, its body without the encodings of transfer and content. */
export function readable(bytes: Buffer): Buffer {
  const start = afterInterim(bytes);
  const end = bytes.indexOf('\r\n\r\n', start);
  if (end < 0) return bytes;
  const head = bytes.toString('latin1', start, end).toLowerCase();
  const body = bytes.subarray(end + 4);
  const whole = /^transfer-encoding:.*chunked/m.test(head) ? joined(body) : body;
  const [, encoding = 'identity'] = /^content-encoding: *([\w-]+)/m.exec(head) ?? [];
  return Buffer.concat([bytes.subarray(0, end + 4), decoded(whole, encoding)]);
}

/** Past `100 Continue` and its like. */
function afterInterim(bytes: Buffer): number {
  let start = 0;
  while (/^HTTP\/1\.1 1\d\d /.test(bytes.toString('latin1', start, start + 13))) {
    const end = bytes.indexOf('\r\n\r\n', start);
    if (end < 0) return start;
    start = end + 4;
  }
  return start;
}

/** The chunks of a body, as many as came. */
function joined(body: Buffer): Buffer {
  const chunks: Buffer[] = [];
  for (let at = 0; at < body.length;) {
    const line = body.indexOf('\r\n', at);
    const length = parseInt(body.toString('latin1', at, line), 16);
    if (line < 0 || !(length > 0)) break;
    chunks.push(body.subarray(line + 2, line + 2 + length));
    at = line + 2 + length + 2;
  }
  return Buffer.concat(chunks);
}

/** An answer that was cut off is read as far as it came. */
function decoded(body: Buffer, encoding: string): Buffer {
  if (encoding === 'identity' || body.length === 0) return body;
  if (encoding === 'gzip') return gunzipSync(body, { finishFlush: constants.Z_SYNC_FLUSH });
  if (encoding === 'deflate') return inflateSync(body, { finishFlush: constants.Z_SYNC_FLUSH });
  if (encoding === 'br') {
    return brotliDecompressSync(body, { finishFlush: constants.BROTLI_OPERATION_FLUSH });
  }
  throw new Error(`a body in ${encoding} cannot be searched`);
}
