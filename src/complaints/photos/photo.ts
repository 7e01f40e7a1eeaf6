import { createHash } from 'node:crypto';
import { stripJpeg } from './jpeg.js';
import { PhotoFault } from './photo-fault.js';
import { stripPng } from './png.js';
import { stripWebp } from './webp.js';

export const photoTypes = ['image/jpeg', 'image/png', 'image/webp'] as const;
export type PhotoType = (typeof photoTypes)[number];

/** A photo as it is kept: its picture and nothing else. */
export interface Photo {
  readonly mediaType: PhotoType;
  readonly bytes: Buffer;
  /** Of the bytes as they are kept. */
  readonly sha256: Buffer;
}

/** What the bytes are by their beginning; what the sender says they are does not count. */
const formats: readonly {
  readonly mediaType: PhotoType;
  readonly begins: (bytes: Buffer) => boolean;
  /** The same picture without what is said beside it; throws a `PhotoFault`. */
  readonly strip: (bytes: Buffer) => Buffer;
}[] = [
  {
    mediaType: 'image/jpeg',
    begins: (bytes) => bytes.toString('latin1', 0, 3) === '\xff\xd8\xff',
    strip: stripJpeg,
  },
  {
    mediaType: 'image/png',
    begins: (bytes) => bytes.toString('latin1', 0, 8) === '\x89PNG\r\n\x1a\n',
    strip: stripPng,
  },
  {
    mediaType: 'image/webp',
    begins: (bytes) => /^RIFF[^]{4}WEBP/.test(bytes.toString('latin1', 0, 12)),
    strip: stripWebp,
  },
];

/**
 * The picture in these bytes without where, when and with what it was taken. Parts that make the picture are copied by name
 * and everything else is left out, so what nobody knows of yet is left out as well. Nothing is decoded: a decoder is what a
 * hostile picture is made for. Throws a `PhotoFault`.
 */
export function readPhoto(bytes: Buffer): Photo {
  const format = formats.find(({ begins }) => begins(bytes));
  if (format === undefined)
    throw new PhotoFault('is no JPEG, PNG or WebP picture; send it as one of these');
  const { mediaType, strip } = format;
  const picture = strip(bytes);
  const sha256 = createHash('sha256').update(picture).digest();
  return { mediaType, bytes: picture, sha256 };
}
