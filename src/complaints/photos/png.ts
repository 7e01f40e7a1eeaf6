import { part, PhotoFault, refuseHuge, refuseMany } from './photo-fault.js';

/** Header, palette, transparency, how bright numbers are meant, the picture, its end. No text, time, profile or Exif. */
const ofThePicture = new Set(['IHDR', 'PLTE', 'tRNS', 'gAMA', 'sRGB', 'IDAT', 'IEND']);

/** The chunks that make the picture, each as it came. What moves is left out and its first picture stays. */
export function stripPng(bytes: Buffer): Buffer {
  const kept: Buffer[] = [part(bytes, 0, 8)];
  for (let at = 8, parts = 0; ;) {
    refuseMany((parts += 1));
    const length = part(bytes, at, 8).readUInt32BE();
    const name = bytes.toString('latin1', at + 4, at + 8);
    const chunk = part(bytes, at, length + 12);
    if (at === 8) readHeader(name, chunk);
    if (ofThePicture.has(name)) kept.push(chunk);
    if (name === 'IEND') return Buffer.concat(kept);
    at += chunk.length;
  }
}

function readHeader(name: string, chunk: Buffer): void {
  if (name !== 'IHDR' || chunk.length !== 25)
    throw new PhotoFault('is no sound PNG; send another one');
  refuseHuge(chunk.readUInt32BE(8), chunk.readUInt32BE(12));
}
