const exif = 'Exif\0\0';
const orientationTag = 0x0112;

/** Which way is up, 1 to 8, as an Exif segment says it; undefined where it does not, or is not sound. */
export function orientationIn(segment: Buffer): number | undefined {
  if (segment.toString('latin1', 0, exif.length) !== exif) return undefined;
  const tiff = segment.subarray(exif.length);
  const isLittle = tiff.toString('latin1', 0, 2) === 'II';
  const short = (at: number) => (isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const long = (at: number) => (isLittle ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at));
  try {
    const directory = long(4);
    const count = short(directory);
    for (let i = 0; i < count; i += 1) {
      const entry = directory + 2 + 12 * i;
      if (short(entry) !== orientationTag) continue;
      const value = short(entry + 8);
      return value >= 1 && value <= 8 ? value : undefined;
    }
    return undefined;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** An Exif segment of JPEG that says this and nothing else. */
export function orientationSegment(orientation: number): Buffer {
  const directory = [0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];
  const tiff = [...Buffer.from('MM\0*'), 0, 0, 0, 8, ...directory];
  const body = [...Buffer.from(exif), ...tiff];
  return Buffer.from([0xff, 0xe1, 0, body.length + 2, ...body]);
}
