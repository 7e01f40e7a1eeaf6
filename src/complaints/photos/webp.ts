import { part, PhotoFault, refuseMany } from './photo-fault.js';

const ofThePicture = new Set(['VP8X', 'ALPH', 'VP8 ', 'VP8L']);
/** Of VP8X, the bits that a picture without profile, Exif, XMP and movement may have: transparency. */
const flagsKept = 0x10;

/** The chunks that make the picture, and a header of its new length. The format bounds a picture by itself: 2^14 by 2^14. */
export function stripWebp(bytes: Buffer): Buffer {
  const end = 8 + part(bytes, 4, 4).readUInt32LE();
  const kept: Buffer[] = [];
  let hasPicture = false;
  for (let at = 12, parts = 0; at < end;) {
    refuseMany((parts += 1));
    const length = part(bytes, at, 8).readUInt32LE(4);
    const name = bytes.toString('latin1', at, at + 4);
    const chunk = part(bytes, at, 8 + length + (length % 2));
    if (name === 'ANIM' || name === 'ANMF')
      throw new PhotoFault('is a moving picture; send a still one');
    if (name === 'VP8X') kept.push(withoutMarks(chunk));
    else if (ofThePicture.has(name)) kept.push(chunk);
    hasPicture ||= name === 'VP8 ' || name === 'VP8L';
    at += chunk.length;
  }
  if (!hasPicture) throw new PhotoFault('holds no picture; send another one');
  const body = Buffer.concat([Buffer.from('WEBP'), ...kept]);
  const head = Buffer.from('RIFF\0\0\0\0');
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body]);
}

function withoutMarks(chunk: Buffer): Buffer {
  const copy = Buffer.from(chunk);
  copy[8] = (copy[8] ?? 0) & flagsKept;
  return copy;
}
