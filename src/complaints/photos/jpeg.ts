import { orientationIn, orientationSegment } from './exif-orientation.js';
import { part, PhotoFault, refuseHuge, refuseMany } from './photo-fault.js';

// Markers of ITU-T T.81, table B.1.
const startOfScan = 0xda;
const endOfImage = 0xd9;
const application1 = 0xe1;
const application14 = 0xee;
/** Frames of every coding, Huffman and arithmetic tables, quantisation, restart interval, number of lines. */
const ofThePicture = new Set([
  ...[0xc0, 0xc1, 0xc2, 0xc3, 0xc4, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcc, 0xcd, 0xce, 0xcf],
  ...[0xdb, 0xdc, 0xdd],
]);
const tables = new Set([0xc4, 0xcc]);

/**
 * Frames, tables and scans up to the end of the first image: a second one behind it, as telephones write them, has its own
 * place and time. Which way is up stays, since it stands beside the picture; so does how colours are written (Adobe's
 * segment). A colour profile goes: it may name the camera.
 */
export function stripJpeg(bytes: Buffer): Buffer {
  const kept: Buffer[] = [];
  let orientation = 1;
  let hasScan = false;
  for (let at = 2, parts = 0; ;) {
    refuseMany((parts += 1));
    const { marker, from } = markerAt(bytes, at);
    if (marker === endOfImage) break;
    const length = part(bytes, from, 2).readUInt16BE();
    const segment = part(bytes, from, Math.max(2, length));
    at = from + segment.length;
    if (marker === application1) orientation = orientationIn(segment.subarray(2)) ?? orientation;
    if (isFrame(marker)) readFrame(segment);
    if (marker === startOfScan) {
      const end = endOfScan(bytes, at);
      kept.push(header(marker), bytes.subarray(from, end));
      at = end;
      hasScan = true;
    } else if (ofThePicture.has(marker) || isColourTransform(marker, segment)) {
      kept.push(header(marker), segment);
    }
  }
  if (!hasScan) throw new PhotoFault('holds no picture; send another one');
  const up = orientation === 1 ? [] : [orientationSegment(orientation)];
  return Buffer.concat([Buffer.from([0xff, 0xd8]), ...up, ...kept, header(endOfImage)]);
}

const header = (marker: number) => Buffer.from([0xff, marker]);

/** Any number of fill bytes may stand before a marker. */
function markerAt(
  bytes: Buffer,
  start: number,
): { readonly marker: number; readonly from: number } {
  if (part(bytes, start, 1)[0] !== 0xff) throw new PhotoFault('is no sound JPEG; send another one');
  let at = start + 1;
  while (bytes[at] === 0xff) at += 1;
  return { marker: part(bytes, at, 1)[0] ?? 0, from: at + 1 };
}

const isFrame = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc8 && !tables.has(marker);

function readFrame(segment: Buffer): void {
  const size = part(segment, 3, 4);
  refuseHuge(size.readUInt16BE(2), size.readUInt16BE());
}

function isColourTransform(marker: number, segment: Buffer): boolean {
  return (
    marker === application14 &&
    segment.length === 14 &&
    /^Adobe/.test(segment.toString('latin1', 2))
  );
}

/** Where the coded data of a scan end: at a marker that is neither a stuffed byte nor a restart. */
function endOfScan(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1];
    if (next === undefined) break;
    const isInside = next === 0 || next === 0xff || (next >= 0xd0 && next <= 0xd7);
    if (!isInside) return at;
  }
  throw new PhotoFault('is cut short; send it again');
}
