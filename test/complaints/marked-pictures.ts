import { readFileSync } from 'node:fs';
import { crc32 } from 'node:zlib';

/** What no kept byte may hold: it stands wherever a camera writes something beside the picture. */
export const mark = 'GPS 36.0671 N 120.3826 E';

/** A code that readers find in each of the pictures, which therefore is still there. */
export const shown = 'A PEAR WITH A STONE';

const picture = (ending: string) =>
  readFileSync(new URL(`pictures/stone.${ending}`, import.meta.url));

/** Exif that says which way is up, the right side, and the mark. */
const exif = Buffer.concat([
  Buffer.from('MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0', 'latin1'),
  Buffer.from(mark),
]);

/** A segment of JPEG. */
export function segment(marker: number, body: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
}

function chunk(name: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), body]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(body.length);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}

function riffChunk(name: string, body: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(body.length);
  return Buffer.concat([Buffer.from(name), length, body, Buffer.alloc(body.length % 2)]);
}

/** As a telephone writes it: Exif, XMP, a comment, a colour profile, and a second picture behind the first. */
export function markedJpeg(): Buffer {
  const plain = picture('jpg');
  const text = Buffer.from(mark);
  const beside = [
    segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), exif])),
    segment(0xe1, Buffer.concat([Buffer.from('http://ns.adobe.com/xap/1.0/\0'), text])),
    segment(0xe2, Buffer.concat([Buffer.from('MPF\0'), text])),
    segment(0xfe, text),
  ];
  return Buffer.concat([plain.subarray(0, 2), ...beside, plain.subarray(2), plain, text]);
}

export function markedPng(): Buffer {
  const plain = picture('png');
  const text = Buffer.from(`Location\0${mark}`);
  const beside = [
    ...[chunk('tEXt', text), chunk('iTXt', text), chunk('eXIf', exif)],
    chunk('zzZz', Buffer.from(mark)),
  ];
  const behindHeader = 8 + 25;
  const parts = [plain.subarray(0, behindHeader), ...beside, plain.subarray(behindHeader)];
  return Buffer.concat([...parts, Buffer.from(mark)]);
}

export function markedWebp(): Buffer {
  const plain = picture('webp');
  const beside = [riffChunk('EXIF', exif), riffChunk('XMP ', Buffer.from(mark))];
  const body = Buffer.concat([plain.subarray(8), ...beside]);
  const head = Buffer.from('RIFF\0\0\0\0');
  head.writeUInt32LE(body.length, 4);
  body[12] = (body[12] ?? 0) | 0x0c;
  return Buffer.concat([head, body, Buffer.from(mark)]);
}
