// Goal: of a photo its picture is kept, and nothing of where, when and with what it was taken. Method: pictures with marks
// wherever cameras write, read again by a reader of codes; generated files of parts that make the picture and parts that do not.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import {
  mark,
  markedJpeg,
  markedPng,
  markedWebp,
  segment,
  shown,
} from '../../../test/complaints/marked-pictures.js';
import { orientationIn } from './exif-orientation.js';
import { PhotoFault } from './photo-fault.js';
import { readPhoto } from './photo.js';

const pictures = [
  ['image/jpeg', markedJpeg()],
  ['image/png', markedPng()],
  ['image/webp', markedWebp()],
] as const;

beforeAll(async () => {
  const wasm = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
  await prepareZXingModule({
    overrides: { wasmBinary: new Uint8Array(await readFile(wasm)).buffer },
    fireImmediately: true,
  });
});

describe.each(pictures)('a photo of %s', (mediaType, bytes) => {
  test('is known by its beginning and loses every mark', () => {
    expect(bytes.includes(mark)).toBe(true);
    const kept = readPhoto(bytes);
    expect(kept.mediaType).toBe(mediaType);
    expect(kept.bytes.includes(mark)).toBe(false);
    for (const word of ['XMP', 'ICC', 'xap', 'MPF', 'EXIF'])
      expect(kept.bytes.includes(word)).toBe(false);
  });

  test('that has lost them loses nothing more', () => {
    const once = readPhoto(bytes).bytes;
    expect(readPhoto(once).bytes.equals(once)).toBe(true);
  });

  test('cut short anywhere is refused, or is the picture still', () => {
    const whole = readPhoto(bytes).bytes;
    fc.assert(
      fc.property(fc.nat({ max: bytes.length - 1 }), (length) => {
        try {
          expect(readPhoto(bytes.subarray(0, length)).bytes.equals(whole)).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(PhotoFault);
        }
      }),
    );
  });

  test('with any bytes changed is refused, or read to its end', () => {
    const place = fc.tuple(fc.nat({ max: bytes.length - 1 }), fc.nat({ max: 255 }));
    fc.assert(
      fc.property(fc.array(place, { minLength: 1, maxLength: 8 }), (places) => {
        const changed = Buffer.from(bytes);
        for (const [at, byte] of places) changed[at] = byte;
        try {
          readPhoto(changed);
        } catch (error) {
          expect(error).toBeInstanceOf(PhotoFault);
        }
      }),
    );
  });
});

test.each(pictures.slice(0, 2))('the picture of %s is still there', async (_type, bytes) => {
  const found = await readBarcodes(new Blob([new Uint8Array(readPhoto(bytes).bytes)]));
  expect(found.map(({ text }) => text)).toEqual([shown]);
});

test('which way is up stays, and is all that is said beside it', () => {
  const kept = readPhoto(markedJpeg()).bytes;
  const at = kept.indexOf('Exif');
  expect(kept.subarray(2, 4)).toEqual(Buffer.from([0xff, 0xe1]));
  expect(orientationIn(kept.subarray(at, at + kept.readUInt16BE(4) - 2))).toBe(6);
  expect(kept.indexOf('Exif', at + 1)).toBe(-1);
});

test('of a JPEG exactly the parts that make the picture are kept, up to its end', () => {
  const body = fc.uint8Array({ minLength: 8, maxLength: 40 }).map((bytes) => Buffer.from(bytes));
  const kept = fc.tuple(fc.constantFrom(0xc4, 0xdb, 0xdd), body);
  const left = fc.tuple(fc.constantFrom(0xe0, 0xe1, 0xe2, 0xed, 0xef, 0xfe, 0xf0), body);
  const data = fc
    .uint8Array({ maxLength: 60 })
    .map((bytes) =>
      Buffer.from([...bytes].flatMap((byte) => (byte === 0xff ? [0xff, 0] : [byte]))),
    );
  const scan = fc
    .tuple(body, data)
    .map(([head, coded]) => Buffer.concat([segment(0xda, head), coded]));
  const part = fc.oneof(
    kept.map(([marker, bytes]) => ({ bytes: segment(marker, bytes), isKept: true })),
    left.map(([marker, bytes]) => ({ bytes: segment(marker, bytes), isKept: false })),
    scan.map((bytes) => ({ bytes, isKept: true })),
  );
  const [start, end] = [Buffer.from([0xff, 0xd8]), Buffer.from([0xff, 0xd9])];
  fc.assert(
    fc.property(fc.array(part), scan, body, (parts, last, behind) => {
      const all = [...parts, { bytes: last, isKept: true }];
      const sent = Buffer.concat([start, ...all.map(({ bytes }) => bytes), end, behind]);
      const expected = all.filter(({ isKept }) => isKept).map(({ bytes }) => bytes);
      expect(readPhoto(sent).bytes).toEqual(Buffer.concat([start, ...expected, end]));
    }),
  );
});

test.each([
  ['a page', Buffer.from('<!doctype html><script>alert(1)</script>')],
  ['a drawing that may hold a script', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
  ['a GIF', Buffer.from('GIF89a\x01\0\x01\0')],
  ['nothing', Buffer.alloc(0)],
  ['a JPEG without a scan', Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xd9])])],
  ['a picture that fills memory', hugePng()],
])('%s is no photo', (_what, bytes) => {
  expect(() => readPhoto(bytes)).toThrow(PhotoFault);
});

function hugePng(): Buffer {
  const png = Buffer.from(markedPng());
  png.writeUInt32BE(60_000, 16);
  png.writeUInt32BE(60_000, 20);
  return png;
}

test('of very many parts is refused at once', () => {
  const many = Buffer.concat([
    Buffer.from('ffd8', 'hex'),
    Buffer.alloc(1_000_000, 'ffdb0002', 'hex'),
  ]);
  expect(() => readPhoto(many)).toThrow(/more than 5000 parts/);
});
